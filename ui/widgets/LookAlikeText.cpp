// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/LookAlikeText.h"

#include "style/Direction.h"

#include <QCoreApplication>

namespace jackdaw {

namespace {

struct LookAlikeWords
{
    Q_DECLARE_TR_FUNCTIONS(LookAlike)
};

} // namespace

QString lookAlikeText(const BareJid &who, const BareJid &other)
{
    if (!other.isValid())
        return {};
    //: two addresses of people whose names look the same
    return LookAlikeWords::tr("%1, not %2").arg(isolated(who.toString()), isolated(other.toString()));
}

QString looksLikeText(const BareJid &other)
{
    if (!other.isValid())
        return {};
    //: the address of a contact, for whom somebody may be taken
    return LookAlikeWords::tr("Looks like %1, but is somebody else").arg(isolated(other.toString()));
}

} // namespace jackdaw
