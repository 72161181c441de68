// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/PersonalFactsText.h"

#include "style/TimeText.h"
#include "text/LinkCard.h"

#include <QCoreApplication>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

struct FactWord
{
    const char *name;
    const char *words;
};

/// XEP-0107, 3; "undefined" says nothing.
constexpr FactWord moodWords[] = {
    {"afraid", QT_TRANSLATE_NOOP("Profile", "Afraid")}, {"amazed", QT_TRANSLATE_NOOP("Profile", "Amazed")},
    {"amorous", QT_TRANSLATE_NOOP("Profile", "Amorous")}, {"angry", QT_TRANSLATE_NOOP("Profile", "Angry")},
    {"annoyed", QT_TRANSLATE_NOOP("Profile", "Annoyed")}, {"anxious", QT_TRANSLATE_NOOP("Profile", "Anxious")},
    {"aroused", QT_TRANSLATE_NOOP("Profile", "Aroused")}, {"ashamed", QT_TRANSLATE_NOOP("Profile", "Ashamed")},
    {"bored", QT_TRANSLATE_NOOP("Profile", "Bored")}, {"brave", QT_TRANSLATE_NOOP("Profile", "Brave")},
    {"calm", QT_TRANSLATE_NOOP("Profile", "Calm")}, {"cautious", QT_TRANSLATE_NOOP("Profile", "Cautious")},
    {"cold", QT_TRANSLATE_NOOP("Profile", "Cold")}, {"confident", QT_TRANSLATE_NOOP("Profile", "Confident")},
    {"confused", QT_TRANSLATE_NOOP("Profile", "Confused")},
    {"contemplative", QT_TRANSLATE_NOOP("Profile", "Contemplative")},
    {"contented", QT_TRANSLATE_NOOP("Profile", "Contented")}, {"cranky", QT_TRANSLATE_NOOP("Profile", "Cranky")},
    {"crazy", QT_TRANSLATE_NOOP("Profile", "Crazy")}, {"creative", QT_TRANSLATE_NOOP("Profile", "Creative")},
    {"curious", QT_TRANSLATE_NOOP("Profile", "Curious")}, {"dejected", QT_TRANSLATE_NOOP("Profile", "Dejected")},
    {"depressed", QT_TRANSLATE_NOOP("Profile", "Depressed")},
    {"disappointed", QT_TRANSLATE_NOOP("Profile", "Disappointed")},
    {"disgusted", QT_TRANSLATE_NOOP("Profile", "Disgusted")}, {"dismayed", QT_TRANSLATE_NOOP("Profile", "Dismayed")},
    {"distracted", QT_TRANSLATE_NOOP("Profile", "Distracted")},
    {"embarrassed", QT_TRANSLATE_NOOP("Profile", "Embarrassed")},
    {"envious", QT_TRANSLATE_NOOP("Profile", "Envious")}, {"excited", QT_TRANSLATE_NOOP("Profile", "Excited")},
    {"flirtatious", QT_TRANSLATE_NOOP("Profile", "Flirtatious")},
    {"frustrated", QT_TRANSLATE_NOOP("Profile", "Frustrated")},
    {"grateful", QT_TRANSLATE_NOOP("Profile", "Grateful")}, {"grieving", QT_TRANSLATE_NOOP("Profile", "Grieving")},
    {"grumpy", QT_TRANSLATE_NOOP("Profile", "Grumpy")}, {"guilty", QT_TRANSLATE_NOOP("Profile", "Guilty")},
    {"happy", QT_TRANSLATE_NOOP("Profile", "Happy")}, {"hopeful", QT_TRANSLATE_NOOP("Profile", "Hopeful")},
    {"hot", QT_TRANSLATE_NOOP("Profile", "Hot")}, {"humbled", QT_TRANSLATE_NOOP("Profile", "Humbled")},
    {"humiliated", QT_TRANSLATE_NOOP("Profile", "Humiliated")}, {"hungry", QT_TRANSLATE_NOOP("Profile", "Hungry")},
    {"hurt", QT_TRANSLATE_NOOP("Profile", "Hurt")}, {"impressed", QT_TRANSLATE_NOOP("Profile", "Impressed")},
    {"in_awe", QT_TRANSLATE_NOOP("Profile", "In awe")}, {"in_love", QT_TRANSLATE_NOOP("Profile", "In love")},
    {"indignant", QT_TRANSLATE_NOOP("Profile", "Indignant")},
    {"interested", QT_TRANSLATE_NOOP("Profile", "Interested")},
    {"intoxicated", QT_TRANSLATE_NOOP("Profile", "Intoxicated")},
    {"invincible", QT_TRANSLATE_NOOP("Profile", "Invincible")}, {"jealous", QT_TRANSLATE_NOOP("Profile", "Jealous")},
    {"lonely", QT_TRANSLATE_NOOP("Profile", "Lonely")}, {"lost", QT_TRANSLATE_NOOP("Profile", "Lost")},
    {"lucky", QT_TRANSLATE_NOOP("Profile", "Lucky")}, {"mean", QT_TRANSLATE_NOOP("Profile", "Mean")},
    {"moody", QT_TRANSLATE_NOOP("Profile", "Moody")}, {"nervous", QT_TRANSLATE_NOOP("Profile", "Nervous")},
    {"neutral", QT_TRANSLATE_NOOP("Profile", "Neutral")}, {"offended", QT_TRANSLATE_NOOP("Profile", "Offended")},
    {"outraged", QT_TRANSLATE_NOOP("Profile", "Outraged")}, {"playful", QT_TRANSLATE_NOOP("Profile", "Playful")},
    {"proud", QT_TRANSLATE_NOOP("Profile", "Proud")}, {"relaxed", QT_TRANSLATE_NOOP("Profile", "Relaxed")},
    {"relieved", QT_TRANSLATE_NOOP("Profile", "Relieved")},
    {"remorseful", QT_TRANSLATE_NOOP("Profile", "Remorseful")},
    {"restless", QT_TRANSLATE_NOOP("Profile", "Restless")}, {"sad", QT_TRANSLATE_NOOP("Profile", "Sad")},
    {"sarcastic", QT_TRANSLATE_NOOP("Profile", "Sarcastic")},
    {"satisfied", QT_TRANSLATE_NOOP("Profile", "Satisfied")}, {"serious", QT_TRANSLATE_NOOP("Profile", "Serious")},
    {"shocked", QT_TRANSLATE_NOOP("Profile", "Shocked")}, {"shy", QT_TRANSLATE_NOOP("Profile", "Shy")},
    {"sick", QT_TRANSLATE_NOOP("Profile", "Sick")}, {"sleepy", QT_TRANSLATE_NOOP("Profile", "Sleepy")},
    {"spontaneous", QT_TRANSLATE_NOOP("Profile", "Spontaneous")},
    {"stressed", QT_TRANSLATE_NOOP("Profile", "Stressed")}, {"strong", QT_TRANSLATE_NOOP("Profile", "Strong")},
    {"surprised", QT_TRANSLATE_NOOP("Profile", "Surprised")}, {"thankful", QT_TRANSLATE_NOOP("Profile", "Thankful")},
    {"thirsty", QT_TRANSLATE_NOOP("Profile", "Thirsty")}, {"tired", QT_TRANSLATE_NOOP("Profile", "Tired")},
    {"weak", QT_TRANSLATE_NOOP("Profile", "Weak")}, {"worried", QT_TRANSLATE_NOOP("Profile", "Worried")},
};

/// XEP-0108, 3: general and specific ones.
constexpr FactWord activityWords[] = {
    {"doing_chores", QT_TRANSLATE_NOOP("Profile", "Doing chores")},
    {"drinking", QT_TRANSLATE_NOOP("Profile", "Drinking")}, {"eating", QT_TRANSLATE_NOOP("Profile", "Eating")},
    {"exercising", QT_TRANSLATE_NOOP("Profile", "Exercising")},
    {"grooming", QT_TRANSLATE_NOOP("Profile", "Grooming")},
    {"having_appointment", QT_TRANSLATE_NOOP("Profile", "At an appointment")},
    {"inactive", QT_TRANSLATE_NOOP("Profile", "Inactive")}, {"relaxing", QT_TRANSLATE_NOOP("Profile", "Relaxing")},
    {"talking", QT_TRANSLATE_NOOP("Profile", "Talking")}, {"traveling", QT_TRANSLATE_NOOP("Profile", "Traveling")},
    {"working", QT_TRANSLATE_NOOP("Profile", "Working")}, {"at_the_spa", QT_TRANSLATE_NOOP("Profile", "At the spa")},
    {"brushing_teeth", QT_TRANSLATE_NOOP("Profile", "Brushing teeth")},
    {"buying_groceries", QT_TRANSLATE_NOOP("Profile", "Buying groceries")},
    {"cleaning", QT_TRANSLATE_NOOP("Profile", "Cleaning")}, {"coding", QT_TRANSLATE_NOOP("Profile", "Coding")},
    {"commuting", QT_TRANSLATE_NOOP("Profile", "Commuting")}, {"cooking", QT_TRANSLATE_NOOP("Profile", "Cooking")},
    {"cycling", QT_TRANSLATE_NOOP("Profile", "Cycling")}, {"dancing", QT_TRANSLATE_NOOP("Profile", "Dancing")},
    {"day_off", QT_TRANSLATE_NOOP("Profile", "Day off")},
    {"doing_maintenance", QT_TRANSLATE_NOOP("Profile", "Doing maintenance")},
    {"doing_the_dishes", QT_TRANSLATE_NOOP("Profile", "Doing the dishes")},
    {"doing_the_laundry", QT_TRANSLATE_NOOP("Profile", "Doing the laundry")},
    {"driving", QT_TRANSLATE_NOOP("Profile", "Driving")}, {"fishing", QT_TRANSLATE_NOOP("Profile", "Fishing")},
    {"gaming", QT_TRANSLATE_NOOP("Profile", "Gaming")}, {"gardening", QT_TRANSLATE_NOOP("Profile", "Gardening")},
    {"getting_a_haircut", QT_TRANSLATE_NOOP("Profile", "Getting a haircut")},
    {"going_out", QT_TRANSLATE_NOOP("Profile", "Going out")},
    {"hanging_out", QT_TRANSLATE_NOOP("Profile", "Hanging out")},
    {"having_a_beer", QT_TRANSLATE_NOOP("Profile", "Having a beer")},
    {"having_a_snack", QT_TRANSLATE_NOOP("Profile", "Having a snack")},
    {"having_breakfast", QT_TRANSLATE_NOOP("Profile", "Having breakfast")},
    {"having_coffee", QT_TRANSLATE_NOOP("Profile", "Having coffee")},
    {"having_dinner", QT_TRANSLATE_NOOP("Profile", "Having dinner")},
    {"having_lunch", QT_TRANSLATE_NOOP("Profile", "Having lunch")},
    {"having_tea", QT_TRANSLATE_NOOP("Profile", "Having tea")}, {"hiding", QT_TRANSLATE_NOOP("Profile", "Hiding")},
    {"hiking", QT_TRANSLATE_NOOP("Profile", "Hiking")}, {"in_a_car", QT_TRANSLATE_NOOP("Profile", "In a car")},
    {"in_a_meeting", QT_TRANSLATE_NOOP("Profile", "In a meeting")},
    {"in_real_life", QT_TRANSLATE_NOOP("Profile", "In real life")},
    {"jogging", QT_TRANSLATE_NOOP("Profile", "Jogging")}, {"on_a_bus", QT_TRANSLATE_NOOP("Profile", "On a bus")},
    {"on_a_plane", QT_TRANSLATE_NOOP("Profile", "On a plane")},
    {"on_a_train", QT_TRANSLATE_NOOP("Profile", "On a train")},
    {"on_a_trip", QT_TRANSLATE_NOOP("Profile", "On a trip")},
    {"on_the_phone", QT_TRANSLATE_NOOP("Profile", "On the phone")},
    {"on_vacation", QT_TRANSLATE_NOOP("Profile", "On vacation")},
    {"on_video_phone", QT_TRANSLATE_NOOP("Profile", "On a video call")},
    {"partying", QT_TRANSLATE_NOOP("Profile", "Partying")},
    {"playing_sports", QT_TRANSLATE_NOOP("Profile", "Playing sports")},
    {"praying", QT_TRANSLATE_NOOP("Profile", "Praying")}, {"reading", QT_TRANSLATE_NOOP("Profile", "Reading")},
    {"rehearsing", QT_TRANSLATE_NOOP("Profile", "Rehearsing")}, {"running", QT_TRANSLATE_NOOP("Profile", "Running")},
    {"running_an_errand", QT_TRANSLATE_NOOP("Profile", "Running an errand")},
    {"scheduled_holiday", QT_TRANSLATE_NOOP("Profile", "Scheduled holiday")},
    {"shaving", QT_TRANSLATE_NOOP("Profile", "Shaving")}, {"shopping", QT_TRANSLATE_NOOP("Profile", "Shopping")},
    {"skiing", QT_TRANSLATE_NOOP("Profile", "Skiing")}, {"sleeping", QT_TRANSLATE_NOOP("Profile", "Sleeping")},
    {"smoking", QT_TRANSLATE_NOOP("Profile", "Smoking")},
    {"socializing", QT_TRANSLATE_NOOP("Profile", "Socializing")},
    {"studying", QT_TRANSLATE_NOOP("Profile", "Studying")},
    {"sunbathing", QT_TRANSLATE_NOOP("Profile", "Sunbathing")},
    {"swimming", QT_TRANSLATE_NOOP("Profile", "Swimming")},
    {"taking_a_bath", QT_TRANSLATE_NOOP("Profile", "Taking a bath")},
    {"taking_a_shower", QT_TRANSLATE_NOOP("Profile", "Taking a shower")},
    {"thinking", QT_TRANSLATE_NOOP("Profile", "Thinking")}, {"walking", QT_TRANSLATE_NOOP("Profile", "Walking")},
    {"walking_the_dog", QT_TRANSLATE_NOOP("Profile", "Walking the dog")},
    {"watching_a_movie", QT_TRANSLATE_NOOP("Profile", "Watching a movie")},
    {"watching_tv", QT_TRANSLATE_NOOP("Profile", "Watching TV")},
    {"working_out", QT_TRANSLATE_NOOP("Profile", "Working out")},
    {"writing", QT_TRANSLATE_NOOP("Profile", "Writing")},
};

/// Empty for what the specifications do not have: it is no word of ours.
template<size_t Size>
QString factWords(const FactWord (&table)[Size], const QString &name)
{
    for (const FactWord &each : table) {
        if (name == QLatin1StringView(each.name))
            return QCoreApplication::translate("Profile", each.words);
    }
    return {};
}

QString together(const QStringList &parts)
{
    QStringList filled;
    for (const QString &part : parts) {
        if (!part.isEmpty() && !filled.contains(part))
            filled << part;
    }
    return filled.join(u" \u00B7 "_s);
}

} // namespace

QString moodText(const PersonalFacts::Mood &mood)
{
    return together({factWords(moodWords, mood.name), mood.text});
}

QString activityText(const PersonalFacts::Activity &activity)
{
    const QString specific = factWords(activityWords, activity.specific);
    return together({specific.isEmpty() ? factWords(activityWords, activity.general) : specific, activity.text});
}

QString tuneText(const PersonalFacts::Tune &tune)
{
    return together({tune.artist, tune.title.isEmpty() ? tune.source : tune.title});
}

QString locationText(const PersonalFacts::Location &location)
{
    QStringList lines;
    for (const QString &line : {location.text, location.address.join(u", "_s)}) {
        if (!line.isEmpty() && !lines.contains(line))
            lines << line;
    }
    if (lines.isEmpty() && location.hasPosition)
        lines << placeText({location.latitude, location.longitude, location.accuracy});
    if (!lines.isEmpty() && location.time != 0)
        lines << QCoreApplication::translate("Profile", "As of %1").arg(fullTimeText(location.time));
    return lines.join(u'\n');
}

std::optional<QUrl> locationLink(const PersonalFacts::Location &location)
{
    if (!location.hasPosition)
        return {};
    return QUrl(placeUri({location.latitude, location.longitude, location.accuracy}), QUrl::StrictMode);
}

} // namespace jackdaw
