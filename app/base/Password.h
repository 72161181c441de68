// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <utility>

namespace jackdaw {

/// A password as it enters a key derivation: prepared by SASLprep (RFC 4013), in UTF-8, so that the same characters
/// typed on another keyboard give the same key. One that SASLprep forbids is taken as it is. Pure; any thread. Keeps
/// nothing and logs nothing.
QByteArray preparedPassword(const QString &password);

/// Writes zeros over the characters, in place: whoever shares them sees zeros too. Over what lies in the program's
/// file nothing is written.
void overwrite(const QByteArray &secret);
void overwrite(const QString &secret);

/// A password, or what is as good as one, for those who do not know which of them is the last to need it: its
/// characters are written over when it goes. Any thread. Cannot be copied; a copy of its bytes sees zeros afterwards.
class SecretBytes
{
public:
    explicit SecretBytes(QByteArray bytes) : m_bytes(std::move(bytes)) {}
    ~SecretBytes() { overwrite(m_bytes); }
    Q_DISABLE_COPY_MOVE(SecretBytes)

    const QByteArray &bytes() const { return m_bytes; }

private:
    const QByteArray m_bytes;
};

} // namespace jackdaw
