// Answers the protocol from the library: the same object in-process natively and in the browser's worker. It owns the
// connection, has no clock and no thread, and works in steps, so that whoever drives it can listen in between.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "core/engine/protocol.hpp"
#include "core/import/importer.hpp"
#include "core/learn/families.hpp"
#include "core/learn/incident_facts.hpp"
#include "core/learn/recurrence.hpp"
#include "core/library/library.hpp"
#include "core/store/library_store.hpp"

namespace unrepeat {

class CalendarWriter;

/// Where the engine's answers go.
class EngineAnswers {
 public:
  virtual ~EngineAnswers() = default;
  /// `bytes` is a protocol::Reply; after the last one for a request there is no other.
  virtual void answer(std::int64_t request, const Bytes& bytes, bool is_last) = 0;
};

/// Where the library is.
struct EngineStorage {
  std::string path;
  std::string vfs;  ///< Empty for SQLite's own.
  protocol::StorageKind kind = protocol::StorageKind::on_disk;
  std::string why;  ///< What the browser said when it refused storage.
};

class Engine {
 public:
  /// A library that cannot be opened is no failure here: every request is then answered with the reason.
  /// `zones` and `answers` outlive the engine.
  Engine(EngineStorage storage, const TimeZones& zones, EngineAnswers& answers);
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// Takes a request. Bytes that are none are answered at once. Cancelling works on what waits and between two steps of
  /// what is long.
  void submit(std::int64_t id, const std::uint8_t* bytes, std::size_t size);
  /// Does the next piece of work; false when there is no more.
  bool step();
  /// What can wait until nobody waits; to be called when no request came for a while.
  void rest();

 private:
  using Answer = std::expected<protocol::Reply, protocol::Failed>;

  void open_library();
  void cancel(std::int64_t request);
  void answer(std::int64_t request, const protocol::Reply& reply);

  Answer handle(const protocol::OpenLibrary& request);
  Answer handle(const protocol::ListPostmortems& request);
  Answer handle(const protocol::LoadPostmortem& request);
  Answer handle(const protocol::CreatePostmortem& request);
  Answer handle(const protocol::SaveChange& request);
  Answer handle(const protocol::ReadRevisions& request);
  Answer handle(const protocol::ReadRevision& request);
  Answer handle(const protocol::RemovePostmortems& request);
  Answer handle(const protocol::AdoptPostmortems& request);
  Answer handle(const protocol::CountImport& request);
  Answer handle(const protocol::FindEarlier& request);
  Answer handle(const protocol::ListPromises& request);
  Answer handle(const protocol::CountPromises& request);
  Answer handle(const protocol::ExportPromises& request);
  Answer handle(const protocol::ReadFigure& request);
  Answer handle(const protocol::ListBehind& request);
  Answer handle(const protocol::ExportFigure& request);
  Answer handle(const protocol::FindFamilies& request);
  Answer handle(const protocol::ReadDue& request);
  Answer handle(const protocol::ChangePromises& request);
  Answer handle(const protocol::FindIdeas& request);
  Answer handle(const protocol::RemoveExamples& request);
  Answer handle(const protocol::UndoOperation& request);
  Answer handle(const protocol::ExportPostmortems& request);
  Answer handle(const protocol::KeepImage& request);
  Answer handle(const protocol::ReadImage& request);
  Answer handle(const protocol::ReadSettings& request);
  Answer handle(const protocol::WriteSetting& request);
  Answer handle(const protocol::ReadTemplates& request);
  Answer handle(const protocol::SaveTemplate& request);
  Answer handle(const protocol::RemoveTemplate& request);

  /// Begin what is long; the answer comes with a later step, unless it is returned here.
  std::optional<Answer> begin(std::int64_t request, protocol::PlanImport import);
  std::optional<Answer> begin(std::int64_t request, const protocol::AcceptImport& import);
  std::optional<Answer> begin(std::int64_t request, const protocol::TakeLibrary& taking);
  std::optional<Answer> begin(std::int64_t request, protocol::PlanRefresh refresh);

  static protocol::Failed refused(Text text, std::vector<std::string> arguments = {});
  static protocol::Failed failed(const StoreError& error);
  static protocol::Failed unreadable(protocol::FailureKind kind, const Problem& problem);

  std::expected<Postmortem, protocol::Failed> load(const std::string& id);
  /// What could not be read again is not written either.
  static std::expected<void, protocol::Failed> readable_again(const std::string& document);
  std::expected<void, protocol::Failed> save(const Postmortem& postmortem, const JournalEntry& entry,
                                             bool is_example = false);
  /// One of several that an operation changes; false where it does not.
  std::expected<bool, protocol::Failed> save_step(const Postmortem& before, const Postmortem& after,
                                                  const Uuid& operation, Instant now, const std::string& by);
  /// Finds all that have no terms, for which every post-mortem is looked at; not where nothing was written since there
  /// was none.
  std::expected<void, protocol::Failed> look_for_what_has_no_terms();
  /// Works out the terms of a few post-mortems that have none, and reads what is new of all; how many are left.
  std::expected<std::int64_t, protocol::Failed> work_out_terms();
  /// The same, and what figures know of all.
  std::expected<std::int64_t, protocol::Failed> work_out_facts();
  /// Of what is ours and outside of the bin, as far as it was worked out; by id.
  [[nodiscard]] std::vector<const IncidentFacts*> facts() const;
  protocol::FamilyRow tell(const Family& family);
  /// Those of a query on all its pages; where they are more than so many, those that press most.
  std::expected<std::vector<Promise>, protocol::Failed> read_promises(ActionQuery query, std::int64_t most,
                                                                      std::int64_t& total);
  /// The days of promises; of other promises that `others` lists those that were given up lately, and of what was taken
  /// out of post-mortems or removed with them.
  Answer calendar_of(const protocol::ExportPromises& request, std::vector<Promise> promises, ActionQuery others);
  std::expected<void, protocol::Failed> cancel_what_is_gone(CalendarWriter& calendar, Instant now);
  /// Before anything looks into projections or searches: those of what was typed since then.
  std::expected<void, protocol::Failed> bring_up_to_date();
  /// What an operation that was done before is answered with; nothing if it is new.
  std::expected<std::optional<protocol::OperationDone>, protocol::Failed> done_before(const Uuid& operation);
  /// What was changed last, the oldest first, as far as a reload can take it back.
  std::expected<std::vector<Step>, protocol::Failed> read_steps(const std::string& id);
  struct LastWritten {
    Instant at;
    std::string by;
  };
  /// Who changed it last, and when.
  std::expected<LastWritten, protocol::Failed> last_written(const Postmortem& document);
  /// What is on disk becomes the newest revision, unless it is that already. `document` is what is on disk.
  std::expected<void, protocol::Failed> keep_revision(const Postmortem& document, RevisionKind kind,
                                                      const LastWritten& written, std::int64_t source = 0);
  /// The same before a change that begins something new: after a rest, by somebody else, of the status.
  std::expected<void, protocol::Failed> keep_what_rested(const Postmortem& document, const protocol::SaveChange& next);
  /// Names what leaves as a file: its revision, and those it came from, so that what comes back can be merged.
  std::expected<void, protocol::Failed> stamp(Postmortem& document);
  /// After something else than a save: what comes next starts from the disk.
  void forget_latest();
  /// Gives the images of a bundle what they are of, as long as `room` bytes last; says how many went without.
  std::expected<std::int64_t, protocol::Failed> put_images_in(Bundle& bundle, std::size_t room);
  /// What the team told it besides its templates.
  std::expected<Library, protocol::Failed> read_knowledge();
  /// What the library knows beyond its post-mortems; nothing while that is nothing.
  std::expected<std::optional<Library>, protocol::Failed> read_library();
  /// The library gets its name when it first knows something.
  std::expected<void, protocol::Failed> name_library(const Uuid& operation);
  Answer remove_all(const std::vector<std::string>& ids, const JournalEntry& entry, const Uuid& operation);
  std::expected<void, protocol::Failed> undo_entry(const JournalEntry& entry, const JournalEntry& undoing);

  /// A request that is answered after many steps, each shorter than a blink. The others wait; what is cancelled is
  /// dropped, and then has done nothing.
  class LongRequest {
   public:
    LongRequest(Engine& engine, std::int64_t id) : engine_(engine), id_(id) {}
    virtual ~LongRequest() = default;
    [[nodiscard]] std::int64_t id() const { return id_; }
    /// The answer when it is done or has failed; until then it tells how far it is.
    virtual std::optional<Answer> step() = 0;

   protected:
    void tell_progress(std::size_t done, std::size_t total);
    Engine& engine_;

   private:
    std::int64_t id_;
  };
  class Planning;
  class Acceptance;
  class Taking;
  class Refreshing;

  void finish(std::int64_t request, Answer outcome);

  EngineStorage storage_;
  const TimeZones& zones_;
  EngineAnswers& answers_;
  std::unique_ptr<Database> database_;
  std::optional<LibraryStore> store_;
  StoreError open_error_;
  std::deque<protocol::Message<protocol::Request>> waiting_;
  /// The post-mortem that was saved last, as it is on disk: the next key press changes the same one.
  std::optional<Postmortem> latest_;
  /// What the journal holds of that save; the next one may take it in.
  std::optional<protocol::SaveChange> latest_save_;
  /// One that is known to have a revision, so that nobody has to look at every letter.
  std::optional<Id<Postmortem>> with_revision_;
  /// The newest plan, until it is accepted or another takes its place.
  Uuid plan_id_;
  /// Those whose terms are not worked out yet, as they were found last; and how much was written when there was none.
  std::deque<std::string> without_terms_;
  std::optional<std::int64_t> all_have_terms_at_;
  /// What the library tells of, as far as it was read, and the last row that was.
  TermIndex terms_;
  std::int64_t terms_read_ = 0;
  /// The same for figures, and what is in the bin or somebody else's, as it was when so much was written.
  std::map<PostmortemId, IncidentFacts> facts_;
  std::int64_t facts_read_ = 0;
  std::set<PostmortemId> not_ours_;
  std::optional<std::int64_t> not_ours_read_at_;
  /// How far families were looked for in the library as it was then; anew when something changed.
  struct FamilySearch {
    std::int64_t facts_read = 0;
    std::set<PostmortemId> not_ours;
    FamilyFinder finder;
    std::vector<Family> found;
    std::map<std::size_t, protocol::FamilyRow> rows;  ///< Those that were told, by their place in `found`.
  };
  std::optional<FamilySearch> families_;
  std::uint32_t plan_count_ = 0;
  std::optional<ImportPlan> plan_;
  std::unique_ptr<LongRequest> running_;
};

}  // namespace unrepeat
