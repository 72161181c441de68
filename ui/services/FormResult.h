// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/DataForm.h"

#include <QWidget>

namespace jackdaw {

class Theme;

/// What came back as a data form of results (XEP-0004, 3.3 and 3.4): its fields as lines, its rows as a table. Owned by its
/// parent, GUI thread. All words are the other side's, and shown as plain text.
/// Nothing in it can be changed, and no link is followed.
class FormResult : public QWidget
{
    Q_OBJECT
public:
    FormResult(const DataForm &form, const Theme &theme, QWidget *parent = nullptr);
};

} // namespace jackdaw
