// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/ContactProfile.h"

#include <QString>
#include <QUrl>
#include <optional>

namespace jackdaw {

/// What people say of how and where they are, in words: mood, activity, tune and location. Pure functions, GUI thread;
/// ProfileView shows what they return. Empty where nothing was said, or nothing that has words.
/// What the specifications have a name for is said in the user's language, the rest is their own text.
QString moodText(const PersonalFacts::Mood &mood);
QString activityText(const PersonalFacts::Activity &activity);
/// "Nina Simone · Feeling Good".
QString tuneText(const PersonalFacts::Tune &tune);
/// What they call the place, its address, else its position; and as of when, where they say that.
QString locationText(const PersonalFacts::Location &location);
/// RFC 5870, for a map; nothing where they give no position.
std::optional<QUrl> locationLink(const PersonalFacts::Location &location);

} // namespace jackdaw
