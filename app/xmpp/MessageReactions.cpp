// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/MessageReactions.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/PayloadElement.h"

#include <QTextBoundaryFinder>
#include <QXmppMessage.h>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int maximumLength = 40; // UTF-16 units; a family of four with skin tones has 23
constexpr char32_t keycap = 0x20E3;

bool isKeycap(const QList<uint> &codes)
{
    const char32_t first = codes.constFirst();
    return codes.constLast() == keycap && ((first >= U'0' && first <= U'9') || first == U'#' || first == U'*');
}

} // namespace

bool isReaction(const QString &text)
{
    if (text.isEmpty() || text.size() > maximumLength || !text.isValidUtf16()) {
        return false;
    }
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    if (finder.toNextBoundary() != text.size()) {
        return false;
    }
    const QList<uint> codes = text.toUcs4();
    switch (QChar::category(char32_t(codes.constFirst()))) {
    case QChar::Symbol_Other:
    case QChar::Symbol_Math: // ↔, ⬆
    case QChar::Symbol_Modifier: // a skin tone alone
    case QChar::Punctuation_Other: // ‼, ⁉
    case QChar::Punctuation_Dash: // 〰
        return codes.constFirst() > 0xA0;
    default:
        return isKeycap(codes);
    }
}

std::optional<ReactionSet> readReactions(const QDomElement &message)
{
    const QDomElement reactions = childElement(message, u"reactions", ns::reactions);
    const OriginId to = readReference(reactions);
    if (!to.isValid()) {
        return {};
    }
    ReactionSet out{to, {}};
    int looked = 0;
    for (QDomElement child = reactions.firstChildElement(); !child.isNull() && looked < 4 * maximumReactions
         && out.emoji.size() < maximumReactions; child = child.nextSiblingElement(), ++looked) {
        if (!isElement(child, u"reaction", ns::reactions)) {
            continue;
        }
        const QString emoji = child.text().trimmed();
        if (isReaction(emoji) && !out.emoji.contains(emoji)) {
            out.emoji.append(emoji);
        }
    }
    return out;
}

void writeReactions(QXmppMessage &message, const ReactionSet &reactions)
{
    QXmppElement element = makeElement(u"reactions", ns::reactions);
    element.setAttribute(u"id"_s, reactions.to.value());
    for (const QString &emoji : reactions.emoji) {
        QXmppElement reaction = makeElement(u"reaction", {});
        reaction.setValue(emoji);
        element.appendChild(reaction);
    }
    message.setExtensions(message.extensions() + QXmppElementList{element});
    message.addHint(QXmppMessage::Store); // XEP-0444, 4
}

} // namespace jackdaw
