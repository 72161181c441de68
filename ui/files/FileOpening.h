// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Attachment.h"

#include <functional>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace jackdaw {

/// What is done with a file that is here: opened by the system's program for it, after a question where it could be a program itself;
/// saved under a name that the user chooses; shown in its folder. Free functions of the GUI thread; dialogs belong to `parent`.
/// They copy on the pool, never over a file that the user did not choose, and never with the right to be run.

/// Could the system run it, rather than show it?
bool mayBeProgram(const QString &path);
void openFile(QWidget *parent, const Attachment &attachment);
/// `failed`: with the sentence.
void saveFileAs(QWidget *parent, const Attachment &attachment, std::function<void(const QString &)> failed);
void showInFolder(const QString &path);

} // namespace jackdaw
