// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roster/ContactListModel.h"

#include <QString>

namespace jackdaw {

/// What the rows of the contact list say, to eyes and to screen readers. Pure functions of a row of
/// ContactListModel, GUI thread; ContactRowDelegate paints what they return. They paint nothing and keep
/// nothing.

/// The second line: for whom they must not be taken, where somebody looks like them; else what the person wrote, else
/// the availability, else that a request is open.
QString contactStatusText(const ContactListModel::Row &row);
/// `{name}, {state}, {status}` of a contact, with `account {account}` where there are several; `{group}, {n} of {m} available` of a header.
QString contactRowSpokenText(const ContactListModel::Row &row);
/// The group as a heading, without those that it lies in; contacts in no group stand under "Contacts".
QString groupTitle(const ContactListModel::Row &header);

} // namespace jackdaw
