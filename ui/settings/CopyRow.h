// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"

#include <QWidget>

namespace jackdaw {

class TextButton;

/// A setting row with something to take along: title, help, a line in fixed-width type, and a button that copies it and
/// says so for a moment. Owned by its Card, GUI thread. What it copies is the text it shows, never anything that was
/// hidden.
class CopyRow : public QWidget
{
    Q_OBJECT
public:
    CopyRow(const Theme &theme, const QString &title, const QString &help, const QString &text, QWidget *parent = nullptr);

private:
    TextButton *m_copy;
};

} // namespace jackdaw
