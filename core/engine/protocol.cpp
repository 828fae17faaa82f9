// Messages on the wire: an envelope with the name of the body's struct, and the body, both described values as
// MessagePack.
#include "core/engine/protocol.hpp"

#include "core/format/value.hpp"

namespace unrepeat {
namespace protocol {
namespace {

struct Envelope {
  std::int64_t id = 0;
  std::string type;
  Bytes body;
  bool operator==(const Envelope&) const = default;
};

}  // namespace
}  // namespace protocol

DESCRIBE(protocol::Envelope, "envelope", required<&protocol::Envelope::id>("id"),
         required<&protocol::Envelope::type>("type"), required<&protocol::Envelope::body>("body"))

namespace protocol {
namespace {

Bytes bytes_of(const std::string& text) { return Bytes(text.begin(), text.end()); }
std::string_view view_of(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

template <class Variant>
Bytes encode_message(const Message<Variant>& message) {
  Envelope envelope{.id = message.id};
  std::visit(
      [&]<class Body>(const Body& body) {
        envelope.type = object_of<Body>().name;
        envelope.body = bytes_of(to_message_pack(body));
      },
      message.body);
  return bytes_of(to_message_pack(envelope));
}

/// Reads the body as alternative `Index` if that is what the envelope names, else tries the next one.
template <class Variant, std::size_t Index = 0>
std::optional<Variant> decode_body(const Envelope& envelope) {
  if constexpr (Index == std::variant_size_v<Variant>) {
    return std::nullopt;
  } else {
    using Body = std::variant_alternative_t<Index, Variant>;
    if (envelope.type != object_of<Body>().name) return decode_body<Variant, Index + 1>(envelope);
    Body body;
    if (!from_message_pack(type_of<Body>(), &body, view_of(envelope.body.data(), envelope.body.size())))
      return std::nullopt;
    return Variant(std::move(body));
  }
}

template <class Variant>
std::optional<Message<Variant>> decode_message(const std::uint8_t* bytes, std::size_t size) {
  Envelope envelope;
  if (!from_message_pack(type_of<Envelope>(), &envelope, view_of(bytes, size))) return std::nullopt;
  auto body = decode_body<Variant>(envelope);
  if (!body) return std::nullopt;
  return Message<Variant>{envelope.id, std::move(*body)};
}

}  // namespace

Sentence sentence(Text text, std::vector<std::string> arguments) {
  return {static_cast<std::int64_t>(text), std::move(arguments)};
}

Bytes encode(const Message<Request>& message) { return encode_message(message); }
Bytes encode(const Message<Reply>& message) { return encode_message(message); }

std::optional<Message<Request>> decode_request(const std::uint8_t* bytes, std::size_t size) {
  return decode_message<Request>(bytes, size);
}
std::optional<Message<Reply>> decode_reply(const std::uint8_t* bytes, std::size_t size) {
  return decode_message<Reply>(bytes, size);
}

}  // namespace protocol

std::string say(Language language, const protocol::Sentence& sentence) {
  if (sentence.text < 0 || sentence.text >= static_cast<std::int64_t>(text_count)) return {};
  const std::vector<TextArgument> arguments(sentence.arguments.begin(), sentence.arguments.end());
  return say(language, static_cast<Text>(sentence.text), std::span<const TextArgument>(arguments));
}

std::string say(Language language, const std::vector<protocol::Sentence>& sentences) {
  std::string said;
  for (const protocol::Sentence& sentence : sentences) {
    if (!said.empty()) said += ' ';
    said += say(language, sentence);
  }
  return said;
}

}  // namespace unrepeat
