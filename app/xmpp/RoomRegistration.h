// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/DataForm.h"
#include "xmpp/RoomValue.h"

#include <QDomElement>

class QXmlStreamWriter;

namespace jackdaw {

/// A nickname that a room keeps for an account (XEP-0045, 7.10): what it asks for that, and what it has. Pure
/// DOM <-> values, no owner, engine thread. Used by rooms/RoomAdminService; whether the name is free, the room says,
/// and nothing here remembers it.
struct RoomRegistrationForm
{
    RoomRegistration now;
    DataForm form; ///< without fields where there is nothing to fill in
};

void writeRoomRegistrationQuery(QXmlStreamWriter &writer);
RoomRegistrationForm readRoomRegistration(const QDomElement &iq);
/// What 7.10 asks of everybody: the nickname alone.
DataForm nicknameForm();
/// The form with that nickname in it. Error: Unavailable, where the room wants to know more of us than that.
Result<DataForm> fillRoomRegistration(const DataForm &form, const QString &nick);
void writeRoomRegistration(QXmlStreamWriter &writer, const DataForm &filled);

} // namespace jackdaw
