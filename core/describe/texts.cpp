// A new field is visited without a line here.
#include "core/describe/texts.hpp"

#include <algorithm>

#include "core/describe/place.hpp"

namespace unrepeat {

std::string TextPlace::path() const {
  std::string outer = around != nullptr ? around->path() : std::string();
  if (entry != nullptr) return path_of(outer, *entry);
  return key.empty() ? outer : outer.empty() ? std::string(key) : path_of(outer, key);
}

void visit_texts(const Type& type, const void* value, std::span<const std::string_view> but, const TextPlace& place,
                 const std::function<void(std::string_view text, const TextPlace& place)>& take) {
  // Descriptions reach what is inside through a pointer that may write; here nothing does.
  void* const inside = const_cast<void*>(value);
  switch (type.shape) {
    case Shape::text: take(*static_cast<const std::string*>(value), place); break;
    case Shape::object:
      for (const Field& field : type.object().fields) {
        const bool is_no_text = field.rule >= TextRule::date && field.rule <= TextRule::subject;
        if (!is_no_text && std::ranges::find(but, field.key) == but.end())
          visit_texts(*field.type, field.in(inside), but, {.around = &place, .key = field.key}, take);
      }
      break;
    case Shape::optional:
      if (const void* const inner = type.optional->value(inside)) visit_texts(*type.element, inner, but, place, take);
      break;
    case Shape::list: {
      const bool has_ids = is_entity_list(type);
      for (std::size_t i = 0; i < type.list->size(value); ++i) {
        const void* const entry = type.list->at(inside, i);
        if (has_ids)
          visit_texts(*type.element, entry, but, {.around = &place, .entry = &id_of(type.element->object(), entry)},
                      take);
        else
          visit_texts(*type.element, entry, but, place, take);
      }
      break;
    }
    default: break;
  }
}

}  // namespace unrepeat
