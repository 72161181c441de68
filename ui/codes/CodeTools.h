// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QObject>
#include <QStringList>

namespace jackdaw {

/// The boundary of the module jackdaw-codes: QR codes made and read. Owned by the module, pure and callable on any
/// thread; reading a large picture takes longer than a frame, so that is for the pool. Keeps nothing, and knows nothing
/// of what a code says.
class CodeTools
{
public:
    virtual ~CodeTools() = default;
    /// Black on white with its quiet zone, one pixel a module. Null: it is too long for a code.
    virtual QImage write(const QByteArray &text) const = 0;
    /// What the codes in a picture say; a picture of several is read whole.
    virtual QStringList read(const QImage &picture) const = 0;
};

} // namespace jackdaw

Q_DECLARE_INTERFACE(jackdaw::CodeTools, "im.jackdaw.CodeTools/1")
