// HTML becomes readable text, and nothing that somebody wrote is lost with the tags.
#include "core/import/html_text.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace unrepeat;

TEST_CASE("text without HTML stays as it is") {
  CHECK(text_from_html("Latency is back to normal.\n\nThank you.") == "Latency is back to normal.\n\nThank you.");
  CHECK(text_from_html("a < b && c > d, 5 <6, R&D; AT&T") == "a < b && c > d, 5 <6, R&D; AT&T");
  CHECK(text_from_html("the <host> in <eu-west-1> failed") == "the <host> in <eu-west-1> failed");
}

TEST_CASE("blocks become lines and inline tags go") {
  CHECK(text_from_html("<p>We <b>fixed</b> it.</p><p>Sorry.</p>") == "We fixed it.\n\nSorry.");
  CHECK(text_from_html("one<br>two<br/>three<BR />four") == "one\ntwo\nthree\nfour");
  CHECK(text_from_html("Affected:<ul><li>API</li><li>Web</li></ul>Done") == "Affected:\n- API\n- Web\nDone");
  CHECK(text_from_html("a<!-- hidden -->b") == "ab");
}

TEST_CASE("a link keeps its address beside its text") {
  CHECK(text_from_html("See <a href=\"https://example.com/x?a=1\" target='_blank'>the page</a>.") ==
        "See the page (https://example.com/x?a=1).");
  CHECK(text_from_html("<a href='https://example.com'>https://example.com</a>") == "https://example.com");
  CHECK(text_from_html("<a href=\"javascript:alert(1)\">here</a>") == "here");
}

TEST_CASE("character references become characters") {
  CHECK(text_from_html("5 &lt; 6 &amp; 7 &gt; 3 &#8211; &#x2014; &quot;x&quot;&nbsp;y &eacute;") ==
        "5 < 6 & 7 > 3 – — \"x\" y é");
  CHECK(
      text_from_html("&iexcl;Atenci&oacute;n!&nbsp;&Ntilde;and&uacute;, 20&deg; &frac12; &szlig;&yuml; &szlig&soft;") ==
      "¡Atención! Ñandú, 20° ½ ßÿ &szlig&soft;");
  CHECK(text_from_html("hyphen&shy;ated &laquo;x&raquo; &divide; &Yuml;") == "hyphenated «x» ÷ Ÿ");
  CHECK(text_from_html("&bogus; &#; &#xZZ; &#1114112; &#0;") == "&bogus; &#; &#xZZ; \uFFFD");
}

TEST_CASE("what scripts hold is only text") {
  CHECK(text_from_html("<script>alert('x')</script>ok") == "alert('x')ok");
  CHECK(text_from_html("<img src=x onerror=alert(1)>ok") == "ok");
}

TEST_CASE("no input misbehaves, and what has no markup comes back") {
  CHECK(rc::check([] {
    const auto parts = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
        std::vector<std::string>{"<",         ">", "</", "p", "a",   "br",  " ",    "\"",  "'", "href=",
                                 "https://x", "&", ";",  "#", "x41", "amp", "<!--", "-->", "é", "\n"}));
    std::string html;
    for (const std::string& part : parts) html += part;
    (void)text_from_html(html);
    std::string plain;
    for (const char c : html) {
      if (c != '<' && c != '&') plain += c;
    }
    while (!plain.empty() && (plain.back() == ' ' || plain.back() == '\n')) plain.pop_back();
    RC_ASSERT(text_from_html(plain) == plain);
  }));
}
