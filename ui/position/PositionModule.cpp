// SPDX-License-Identifier: GPL-3.0-or-later
#include "position/PositionModule.h"

#include "style/PrivateModule.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

struct PositionWords
{
    Q_DECLARE_TR_FUNCTIONS(Position)
};

} // namespace

PositionFactory *loadPositionModule()
{
    return loadPrivateModule<PositionFactory>(u"position"_s);
}

QString positionFaultText(PositionFault fault)
{
    switch (fault) {
    case PositionFault::NoModule:
        return PositionWords::tr("A part of Jackdaw that finds positions is missing. Install Qt Positioning.");
    case PositionFault::NoService:
        return PositionWords::tr("This computer has no location service. Install or start GeoClue.");
    case PositionFault::Refused:
        return PositionWords::tr(
            "The system does not let Jackdaw know where you are. Allow it in the system's privacy settings.");
    case PositionFault::NoAnswer:
        return PositionWords::tr("Your position was not found. Try again near a window, or with Wi-Fi turned on.");
    }
    return {};
}

} // namespace jackdaw
