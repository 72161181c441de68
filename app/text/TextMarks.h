// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/TextSpan.h"

#include <optional>

namespace jackdaw {

/// What a message says about its body besides the body: what XHTML-IM (XEP-0071) and references (XEP-0372) mark in it, that
/// it hides something (XEP-0382), that it is not to be styled (XEP-0393, 6). Places are those of the body. A plain value,
/// any thread. Never holds text that is shown in place of the body.
struct TextMarks
{
    QList<TextSpan> spans;
    /// The hint of a spoiler, perhaps empty; none where nothing is hidden.
    std::optional<QString> spoiler;
    enum class Styled { AsWritten, Not } styled = Styled::AsWritten;

    friend bool operator==(const TextMarks &, const TextMarks &) = default;
};

} // namespace jackdaw
