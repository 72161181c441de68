// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/ArchiveSearch.h"

#include <QDialog>

namespace jackdaw {

class Theme;

/// A message that a search found on the server and that is not on this computer: whose it is, when it was said, and all of its
/// text, plain. Deletes itself when it is closed, or with its parent. GUI thread. Stores nothing and opens no chat; emits a
/// wish. What its sender hid it shows by another click alone.
class ArchivedDialog : public QDialog
{
    Q_OBJECT
public:
    ArchivedDialog(const QString &title, const ArchivedMessage &message, const Theme &theme, QWidget *parent);

Q_SIGNALS:
    /// The chat is wanted at that time; only where there is one.
    void timeRequested();
};

} // namespace jackdaw
