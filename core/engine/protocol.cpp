// Messages on the wire: the id (8 bytes, big endian), the name of the body's struct behind its length (1 byte), and the
// body, a described value as MessagePack.
#include "core/engine/protocol.hpp"

#include "core/format/value.hpp"

namespace unrepeat {
namespace protocol {
namespace {

constexpr std::size_t id_size = 8;

std::string_view view_of(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

template <class Variant>
Bytes encode_message(const Message<Variant>& message) {
  Bytes bytes;
  for (std::size_t byte = 0; byte < id_size; ++byte)
    bytes.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(message.id) >> (8 * (id_size - 1 - byte))));
  std::visit(
      [&]<class Body>(const Body& body) {
        const std::string_view name = object_of<Body>().name;
        bytes.push_back(static_cast<std::uint8_t>(name.size()));
        bytes.insert(bytes.end(), name.begin(), name.end());
        append_message_pack(type_of<Body>(), &body, bytes);
      },
      message.body);
  return bytes;
}

/// Reads the body as alternative `Index` if that is what `name` says, else tries the next one.
template <class Variant, std::size_t Index = 0>
std::optional<Variant> decode_body(std::string_view name, std::string_view message) {
  if constexpr (Index == std::variant_size_v<Variant>) {
    return std::nullopt;
  } else {
    using Body = std::variant_alternative_t<Index, Variant>;
    if (name != object_of<Body>().name) return decode_body<Variant, Index + 1>(name, message);
    Body body;
    if (!from_message_pack(type_of<Body>(), &body, message)) return std::nullopt;
    return Variant(std::move(body));
  }
}

template <class Variant>
std::optional<Message<Variant>> decode_message(const std::uint8_t* bytes, std::size_t size) {
  if (size <= id_size) return std::nullopt;
  std::uint64_t id = 0;
  for (std::size_t byte = 0; byte < id_size; ++byte) id = id << 8 | bytes[byte];
  std::string_view rest = view_of(bytes + id_size, size - id_size);
  const std::size_t name_size = static_cast<unsigned char>(rest.front());
  rest.remove_prefix(1);
  if (name_size > rest.size()) return std::nullopt;
  auto body = decode_body<Variant>(rest.substr(0, name_size), rest.substr(name_size));
  if (!body) return std::nullopt;
  return Message<Variant>{static_cast<std::int64_t>(id), std::move(*body)};
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
