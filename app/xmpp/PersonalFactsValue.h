// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>
#include <QStringList>

namespace jackdaw {

/// What somebody publishes of how and where they are: mood (XEP-0107), activity (XEP-0108), what they listen to
/// (XEP-0118) and location (XEP-0080). xmpp/PersonalFacts reads it, PersonalFactsService keeps it, the window shows it.
/// A plain value: any thread. Their word, not a fact: one line each and of bounded length, without markup. All empty:
/// nothing is said.
struct PersonalFacts
{
    struct Mood
    {
        QString name; ///< as the specification has it, "in_love"
        QString text;

        friend bool operator==(const Mood &, const Mood &) = default;
    };
    struct Activity
    {
        QString general;
        QString specific;
        QString text;

        friend bool operator==(const Activity &, const Activity &) = default;
    };
    struct Tune
    {
        QString artist;
        QString title;
        QString source; ///< the album, or where it is played

        friend bool operator==(const Tune &, const Tune &) = default;
    };
    struct Location
    {
        bool hasPosition = false;
        double latitude = 0;  ///< degrees, WGS 84
        double longitude = 0;
        double accuracy = -1; ///< metres; negative: not said
        QString text;         ///< what they call it
        QStringList address;  ///< from the room to the country
        qint64 time = 0;      ///< as of when, ms since 1970 UTC; 0: not said

        friend bool operator==(const Location &, const Location &) = default;
    };

    Mood mood;
    Activity activity;
    Tune tune;
    Location location;

    bool isEmpty() const { return *this == PersonalFacts(); }
    friend bool operator==(const PersonalFacts &, const PersonalFacts &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::PersonalFacts)
