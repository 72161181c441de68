// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster/ContactTexts.h"

#include <utility>

namespace jackdaw {

namespace {
constexpr qsizetype leastUnused = 4096; ///< less is not worth copying the rest for
} // namespace

void ContactTexts::put(int number, const QString &name, const QString &address)
{
    remove(number);
    if (size_t(number) >= m_pieces.size()) {
        m_pieces.resize(size_t(number) + 1);
    }
    // Nobody types the character between: what is found lies in the one or in the other.
    const QByteArray text = name.toUtf8() + '\0' + address.toUtf8();
    m_pieces[size_t(number)] = {m_text.size(), text.size()};
    m_text += text;
}

void ContactTexts::remove(int number)
{
    if (size_t(number) >= m_pieces.size()) {
        return;
    }
    m_unused += std::exchange(m_pieces[size_t(number)], {}).length;
    if (m_unused > leastUnused && m_unused > m_text.size() / 2) {
        pack();
    }
}

void ContactTexts::pack()
{
    QByteArray packed;
    packed.reserve(m_text.size() - m_unused);
    for (Piece &piece : m_pieces) {
        const qsizetype begin = packed.size();
        packed.append(QByteArrayView(m_text).sliced(piece.begin, piece.length));
        piece.begin = begin;
    }
    m_text = std::move(packed);
    m_unused = 0;
}

bool ContactTexts::has(int number, QByteArrayView wanted) const
{
    const Piece &piece = m_pieces[size_t(number)];
    return QByteArrayView(m_text.constData() + piece.begin, piece.length).contains(wanted);
}

} // namespace jackdaw
