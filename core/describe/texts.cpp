// A new field is visited without a line here.
#include "core/describe/texts.hpp"

#include <algorithm>

namespace unrepeat {

void visit_texts(const Type& type, const void* value, std::span<const std::string_view> but,
                 const std::function<void(std::string_view text)>& take) {
  // Descriptions reach what is inside through a pointer that may write; here nothing does.
  void* const inside = const_cast<void*>(value);
  switch (type.shape) {
    case Shape::text: take(*static_cast<const std::string*>(value)); break;
    case Shape::object:
      for (const Field& field : type.object().fields) {
        const bool is_no_text = field.rule >= TextRule::date && field.rule <= TextRule::subject;
        if (!is_no_text && std::ranges::find(but, field.key) == but.end())
          visit_texts(*field.type, field.in(inside), but, take);
      }
      break;
    case Shape::optional:
      if (const void* const inner = type.optional->value(inside)) visit_texts(*type.element, inner, but, take);
      break;
    case Shape::list:
      for (std::size_t i = 0; i < type.list->size(value); ++i)
        visit_texts(*type.element, type.list->at(inside, i), but, take);
      break;
    default: break;
  }
}

}  // namespace unrepeat
