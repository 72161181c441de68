// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Style.h"

namespace jackdaw {

/// What setButtonLook() and setFieldLook() said of a widget, for the parts of Style; the default where they
/// said nothing, or where there is no widget. GUI thread. They read what was set on the widget and never change
/// it.
ButtonSize buttonSizeOf(const QWidget *widget);
FieldLook fieldLookOf(const QWidget *widget);

} // namespace jackdaw
