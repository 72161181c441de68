// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

QT_BEGIN_NAMESPACE
class QMimeData;
QT_END_NAMESPACE

namespace jackdaw {

/// The files of this computer in what is pasted or dropped, where it is nothing but such files; at most 50.
/// A pure function of the GUI thread; owns nothing.
/// It opens nothing: whether they can be read is found out later.
QStringList localFiles(const QMimeData &data);

} // namespace jackdaw
