// Descriptions of the messages.
#include "core/engine/protocol.hpp"

namespace unrepeat {

using namespace protocol;

DESCRIBE(OpenLibrary, "open_library")
DESCRIBE(ListPostmortems, "list_postmortems", field<&ListPostmortems::search>("search"),
         field<&ListPostmortems::view>("view"), field<&ListPostmortems::severities>("severities"),
         field<&ListPostmortems::system>("system"), field<&ListPostmortems::since>("since"),
         field<&ListPostmortems::sort>("sort"), required<&ListPostmortems::descending>("descending"),
         field<&ListPostmortems::today>("today"), field<&ListPostmortems::utc_offset_s>("utc_offset_s"),
         field<&ListPostmortems::offset>("offset"), required<&ListPostmortems::limit>("limit"))
DESCRIBE(LoadPostmortem, "load_postmortem", field<&LoadPostmortem::id>("id"))
DESCRIBE(CreatePostmortem, "create_postmortem", field<&CreatePostmortem::operation>("operation"),
         field<&CreatePostmortem::document>("document"))
DESCRIBE(SaveChange, "save_change", field<&SaveChange::operation>("operation"), field<&SaveChange::change>("change"),
         field<&SaveChange::step>("step"), field<&SaveChange::restores>("restores"))
DESCRIBE(ReadRevisions, "read_revisions", field<&ReadRevisions::id>("id"), field<&ReadRevisions::before>("before"),
         required<&ReadRevisions::limit>("limit"))
DESCRIBE(ReadRevision, "read_revision", field<&ReadRevision::id>("id"), field<&ReadRevision::number>("number"))
DESCRIBE(RemovePostmortems, "remove_postmortems", field<&RemovePostmortems::operation>("operation"),
         field<&RemovePostmortems::ids>("ids"), field<&RemovePostmortems::now>("now"),
         field<&RemovePostmortems::by>("by"))
DESCRIBE(AdoptPostmortems, "adopt_postmortems", field<&AdoptPostmortems::operation>("operation"),
         field<&AdoptPostmortems::ids>("ids"), field<&AdoptPostmortems::now>("now"), field<&AdoptPostmortems::by>("by"))
DESCRIBE(FileContent, "file_content", field<&FileContent::name>("name"), field<&FileContent::bytes>("bytes"),
         field<&FileContent::size>("size"), field<&FileContent::is_folder>("is_folder"),
         field<&FileContent::left_out>("left_out"))
DESCRIBE(PlanImport, "plan_import", field<&PlanImport::files>("files"), required<&PlanImport::language>("language"),
         field<&PlanImport::time_zone>("time_zone"), field<&PlanImport::zone_letters>("zone_letters"),
         field<&PlanImport::now>("now"))
DESCRIBE(AcceptImport, "accept_import", field<&AcceptImport::operation>("operation"),
         field<&AcceptImport::plan>("plan"), field<&AcceptImport::items>("items"),
         field<&AcceptImport::as_examples>("as_examples"), field<&AcceptImport::as_one>("as_one"),
         field<&AcceptImport::as_approved>("as_approved"), field<&AcceptImport::as_received>("as_received"),
         field<&AcceptImport::triage_tag>("triage_tag"), field<&AcceptImport::from>("from"),
         field<&AcceptImport::until>("until"), field<&AcceptImport::now>("now"), field<&AcceptImport::by>("by"))
DESCRIBE(CountImport, "count_import", field<&CountImport::plan>("plan"), field<&CountImport::items>("items"),
         field<&CountImport::from>("from"), field<&CountImport::until>("until"))
DESCRIBE(FindEarlier, "find_earlier", field<&FindEarlier::id>("id"), field<&FindEarlier::title>("title"))
DESCRIBE(ListPromises, "list_promises", field<&ListPromises::view>("view"), field<&ListPromises::state>("state"),
         field<&ListPromises::owner>("owner"), field<&ListPromises::system>("system"),
         field<&ListPromises::effect>("effect"), field<&ListPromises::search>("search"),
         field<&ListPromises::sort>("sort"), field<&ListPromises::descending>("descending"),
         field<&ListPromises::group>("group"), field<&ListPromises::today>("today"), field<&ListPromises::now>("now"),
         field<&ListPromises::objective_days>("objective_days"), field<&ListPromises::offset>("offset"),
         required<&ListPromises::limit>("limit"))
DESCRIBE(CountPromises, "count_promises", field<&CountPromises::of>("of"),
         field<&CountPromises::with_owners>("with_owners"))
DESCRIBE(ExportPromises, "export_promises", field<&ExportPromises::of>("of"), field<&ExportPromises::file>("file"),
         required<&ExportPromises::language>("language"), field<&ExportPromises::now>("now"),
         required<&ExportPromises::most>("most"))
DESCRIBE(ReadFigure, "read_figure", field<&ReadFigure::kind>("kind"), field<&ReadFigure::scope>("scope"))
DESCRIBE(ListBehind, "list_behind", field<&ListBehind::kind>("kind"), field<&ListBehind::scope>("scope"),
         field<&ListBehind::key>("key"))
DESCRIBE(ExportFigure, "export_figure", field<&ExportFigure::kind>("kind"), field<&ExportFigure::scope>("scope"),
         field<&ExportFigure::language>("language"))
DESCRIBE(FindFamilies, "find_families", field<&FindFamilies::scope>("scope"))
DESCRIBE(ReadDue, "read_due", field<&ReadDue::today>("today"), field<&ReadDue::now>("now"),
         field<&ReadDue::visited>("visited"))
DESCRIBE(TakeLibrary, "take_library", field<&TakeLibrary::view>("view"), field<&TakeLibrary::now>("now"))
DESCRIBE(FigureRead, "figure_read", field<&FigureRead::figure>("figure"), field<&FigureRead::left>("left"),
         field<&FigureRead::total>("total"), field<&FigureRead::not_adopted>("not_adopted"),
         field<&FigureRead::tags>("tags"))
DESCRIBE(IncidentsBehind, "incidents_behind", field<&IncidentsBehind::rows>("rows"),
         field<&IncidentsBehind::count>("count"), field<&IncidentsBehind::value>("value"))
DESCRIBE(FamilyPromise, "family_promise", field<&FamilyPromise::postmortem>("postmortem"),
         field<&FamilyPromise::promise>("promise"))
DESCRIBE(FamilyRow, "family_row", field<&FamilyRow::name>("name"), field<&FamilyRow::systems>("systems"),
         field<&FamilyRow::signs>("signs"), field<&FamilyRow::incidents>("incidents"),
         field<&FamilyRow::promises>("promises"), field<&FamilyRow::dropped>("dropped"),
         field<&FamilyRow::verified>("verified"), field<&FamilyRow::in_scope>("in_scope"))
DESCRIBE(FamiliesFound, "families_found", field<&FamiliesFound::rows>("rows"), field<&FamiliesFound::count>("count"),
         field<&FamiliesFound::left>("left"), field<&FamiliesFound::total>("total"))
DESCRIBE(DueRow, "due_row", field<&DueRow::incident>("incident"), field<&DueRow::has_date>("has_date"))
DESCRIBE(ChangedRow, "changed_row", field<&ChangedRow::id>("id"), field<&ChangedRow::title>("title"),
         field<&ChangedRow::at>("at"), field<&ChangedRow::by>("by"), field<&ChangedRow::is_new>("is_new"),
         field<&ChangedRow::change>("change"))
DESCRIBE(DueRead, "due_read", field<&DueRead::reviews>("reviews"), field<&DueRead::unwritten>("unwritten"),
         field<&DueRead::changed>("changed"), field<&DueRead::reviews_count>("reviews_count"),
         field<&DueRead::unwritten_count>("unwritten_count"), field<&DueRead::changed_count>("changed_count"),
         field<&DueRead::left>("left"), field<&DueRead::total>("total"))
DESCRIBE(PromisePage, "promise_page", field<&PromisePage::total>("total"), field<&PromisePage::offset>("offset"),
         field<&PromisePage::rows>("rows"), field<&PromisePage::groups>("groups"))
DESCRIBE(PromiseGroup, "promise_group", field<&PromiseGroup::key>("key"), field<&PromiseGroup::title>("title"),
         field<&PromiseGroup::count>("count"))
DESCRIBE(ChangePromises, "change_promises", field<&ChangePromises::operation>("operation"),
         field<&ChangePromises::changes>("changes"), field<&ChangePromises::now>("now"),
         field<&ChangePromises::by>("by"))
DESCRIBE(PlanRefresh, "plan_refresh", field<&PlanRefresh::files>("files"), required<&PlanRefresh::language>("language"),
         field<&PlanRefresh::time_zone>("time_zone"), field<&PlanRefresh::now>("now"))
DESCRIBE(FindIdeas, "find_ideas")
DESCRIBE(RefreshPlanned, "refresh_planned", field<&RefreshPlanned::items>("items"),
         field<&RefreshPlanned::problems>("problems"))
DESCRIBE(IdeaPromise, "idea_promise", field<&IdeaPromise::postmortem>("postmortem"),
         field<&IdeaPromise::postmortem_title>("postmortem_title"), field<&IdeaPromise::started_at>("started_at"),
         field<&IdeaPromise::time_zone>("time_zone"), field<&IdeaPromise::id>("id"),
         field<&IdeaPromise::title>("title"), field<&IdeaPromise::state>("state"), field<&IdeaPromise::due>("due"),
         field<&IdeaPromise::time>("time"))
DESCRIBE(IdeaRow, "idea_row", field<&IdeaRow::title>("title"), field<&IdeaRow::words>("words"),
         field<&IdeaRow::is_joined>("is_joined"), field<&IdeaRow::weight>("weight"),
         field<&IdeaRow::promised>("promised"), field<&IdeaRow::kept>("kept"), field<&IdeaRow::promises>("promises"))
DESCRIBE(IdeasFound, "ideas_found", field<&IdeasFound::rows>("rows"), field<&IdeasFound::count>("count"),
         field<&IdeasFound::left>("left"), field<&IdeasFound::total>("total"))
DESCRIBE(PromisesCounted, "promises_counted", field<&PromisesCounted::views>("views"),
         field<&PromisesCounted::owners>("owners"), field<&PromisesCounted::not_adopted>("not_adopted"),
         field<&PromisesCounted::without_owner>("without_owner"))
DESCRIBE(RemoveExamples, "remove_examples", field<&RemoveExamples::operation>("operation"),
         field<&RemoveExamples::now>("now"), field<&RemoveExamples::by>("by"))
DESCRIBE(UndoOperation, "undo_operation", field<&UndoOperation::operation>("operation"),
         field<&UndoOperation::undone>("undone"), field<&UndoOperation::now>("now"), field<&UndoOperation::by>("by"))
DESCRIBE(ExportPostmortems, "export_postmortems", field<&ExportPostmortems::ids>("ids"),
         field<&ExportPostmortems::format>("format"), required<&ExportPostmortems::with_images>("with_images"))
DESCRIBE(KeepImage, "keep_image", field<&KeepImage::bytes>("bytes"))
DESCRIBE(ReadImage, "read_image", field<&ReadImage::sha256>("sha256"))
DESCRIBE(ImageKept, "image_kept", field<&ImageKept::sha256>("sha256"), field<&ImageKept::media_type>("media_type"))
DESCRIBE(ImageRead, "image_read", field<&ImageRead::sha256>("sha256"), field<&ImageRead::bytes>("bytes"))
DESCRIBE(ReadSettings, "read_settings")
DESCRIBE(WriteSetting, "write_setting", field<&WriteSetting::operation>("operation"), field<&WriteSetting::key>("key"),
         field<&WriteSetting::value>("value"))
DESCRIBE(ReadTemplates, "read_templates")
DESCRIBE(SaveTemplate, "save_template", field<&SaveTemplate::operation>("operation"),
         field<&SaveTemplate::document>("document"), field<&SaveTemplate::now>("now"), field<&SaveTemplate::by>("by"))
DESCRIBE(RemoveTemplate, "remove_template", field<&RemoveTemplate::operation>("operation"),
         field<&RemoveTemplate::id>("id"), field<&RemoveTemplate::now>("now"), field<&RemoveTemplate::by>("by"))
DESCRIBE(Cancel, "cancel", field<&Cancel::request>("request"))
DESCRIBE(LibraryOpened, "library_opened", field<&LibraryOpened::storage>("storage"), field<&LibraryOpened::why>("why"),
         field<&LibraryOpened::schema_version>("schema_version"))
DESCRIBE(PostmortemRow, "postmortem_row", field<&PostmortemRow::id>("id"), field<&PostmortemRow::title>("title"),
         field<&PostmortemRow::kind>("kind"), field<&PostmortemRow::form>("form"),
         field<&PostmortemRow::status>("status"), field<&PostmortemRow::severity>("severity"),
         field<&PostmortemRow::systems>("systems"), field<&PostmortemRow::time_zone>("time_zone"),
         field<&PostmortemRow::started_at>("started_at"), field<&PostmortemRow::impact_minutes>("impact_minutes"),
         field<&PostmortemRow::actions>("actions"), field<&PostmortemRow::open_actions>("open_actions"),
         field<&PostmortemRow::done_actions>("done_actions"),
         field<&PostmortemRow::undecided_actions>("undecided_actions"), field<&PostmortemRow::language>("language"),
         field<&PostmortemRow::updated_at>("updated_at"), field<&PostmortemRow::example>("example"),
         field<&PostmortemRow::is_received>("is_received"), field<&PostmortemRow::excerpt>("excerpt"))
DESCRIBE(ViewCount, "view_count", field<&ViewCount::view>("view"), field<&ViewCount::count>("count"))
DESCRIBE(PostmortemPage, "postmortem_page", field<&PostmortemPage::total>("total"),
         field<&PostmortemPage::offset>("offset"), field<&PostmortemPage::rows>("rows"),
         field<&PostmortemPage::counts>("counts"), field<&PostmortemPage::systems>("systems"),
         field<&PostmortemPage::search_problems>("search_problems"))
DESCRIBE(PostmortemLoaded, "postmortem_loaded", field<&PostmortemLoaded::document>("document"),
         field<&PostmortemLoaded::steps>("steps"))
DESCRIBE(RevisionRow, "revision_row", field<&RevisionRow::number>("number"), field<&RevisionRow::at>("at"),
         field<&RevisionRow::by>("by"), required<&RevisionRow::kind>("kind"), field<&RevisionRow::source>("source"),
         field<&RevisionRow::change>("change"))
DESCRIBE(RevisionsRead, "revisions_read", field<&RevisionsRead::rows>("rows"), field<&RevisionsRead::older>("older"))
DESCRIBE(RevisionRead, "revision_read", field<&RevisionRead::document>("document"))
DESCRIBE(PostmortemSaved, "postmortem_saved", field<&PostmortemSaved::operation>("operation"),
         field<&PostmortemSaved::id>("id"))
DESCRIBE(Sentence, "sentence", field<&Sentence::text>("text"), field<&Sentence::arguments>("arguments"))
DESCRIBE(PlanItem, "plan_item", field<&PlanItem::state>("state"), field<&PlanItem::file>("file"),
         field<&PlanItem::place>("place"), field<&PlanItem::title>("title"), field<&PlanItem::reason>("reason"),
         field<&PlanItem::postmortem>("postmortem"), field<&PlanItem::started_at>("started_at"),
         field<&PlanItem::first_at>("first_at"), field<&PlanItem::last_at>("last_at"),
         field<&PlanItem::events>("events"), field<&PlanItem::sections>("sections"), field<&PlanItem::kind>("kind"),
         field<&PlanItem::is_template>("is_template"), field<&PlanItem::is_record>("is_record"),
         field<&PlanItem::is_written>("is_written"), field<&PlanItem::chosen>("chosen"))
DESCRIBE(PlacedProblem, "placed_problem", required<&PlacedProblem::error>("error"), field<&PlacedProblem::file>("file"),
         field<&PlacedProblem::pointer>("pointer"), field<&PlacedProblem::line>("line"),
         field<&PlacedProblem::column>("column"), field<&PlacedProblem::text>("text"))
DESCRIBE(ImportPlanned, "import_planned", field<&ImportPlanned::plan>("plan"), field<&ImportPlanned::items>("items"),
         field<&ImportPlanned::problems>("problems"), field<&ImportPlanned::as_one>("as_one"),
         field<&ImportPlanned::as_approved>("as_approved"), field<&ImportPlanned::from>("from"),
         field<&ImportPlanned::until>("until"))
DESCRIBE(ImportCounted, "import_counted", field<&ImportCounted::events>("events"),
         field<&ImportCounted::left_out>("left_out"))
DESCRIBE(EarlierPromise, "earlier_promise", field<&EarlierPromise::id>("id"), field<&EarlierPromise::title>("title"),
         required<&EarlierPromise::state>("state"), field<&EarlierPromise::owner>("owner"),
         field<&EarlierPromise::due>("due"), field<&EarlierPromise::because>("because"))
DESCRIBE(EarlierRow, "earlier_row", field<&EarlierRow::id>("id"), field<&EarlierRow::title>("title"),
         field<&EarlierRow::started_at>("started_at"), field<&EarlierRow::time_zone>("time_zone"),
         field<&EarlierRow::is_telling>("is_telling"), field<&EarlierRow::is_said>("is_said"),
         field<&EarlierRow::signs>("signs"), field<&EarlierRow::promises>("promises"),
         field<&EarlierRow::dropped>("dropped"), field<&EarlierRow::verified>("verified"),
         field<&EarlierRow::worked>("worked"))
DESCRIBE(EarlierFound, "earlier_found", field<&EarlierFound::rows>("rows"), field<&EarlierFound::is_cut>("is_cut"),
         field<&EarlierFound::left>("left"))
DESCRIBE(OperationDone, "operation_done", field<&OperationDone::operation>("operation"),
         field<&OperationDone::count>("count"), field<&OperationDone::templates>("templates"),
         field<&OperationDone::ids>("ids"))
DESCRIBE(Exported, "exported", field<&Exported::name>("name"), field<&Exported::media_type>("media_type"),
         field<&Exported::bytes>("bytes"), field<&Exported::images_left_out>("images_left_out"),
         field<&Exported::promises_left_out>("promises_left_out"))
DESCRIBE(Setting, "setting", field<&Setting::key>("key"), field<&Setting::value>("value"))
DESCRIBE(SettingsRead, "settings_read", field<&SettingsRead::settings>("settings"))
DESCRIBE(TemplatesRead, "templates_read", field<&TemplatesRead::documents>("documents"))
DESCRIBE(Failed, "failed", field<&Failed::kind>("kind"), field<&Failed::text>("text"))
DESCRIBE(Progress, "progress", field<&Progress::done>("done"), field<&Progress::total>("total"))

}  // namespace unrepeat
