// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/SpeechModule.h"

#include "style/PrivateModule.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

struct SpeechWords
{
    Q_DECLARE_TR_FUNCTIONS(Speech)
};

} // namespace

SpeechFactory *loadSpeechModule()
{
    return loadPrivateModule<SpeechFactory>(u"speech"_s);
}

QString speechFaultText(SpeechFault fault)
{
    switch (fault) {
    case SpeechFault::NoModule:
        return SpeechWords::tr("A part of Jackdaw that reads aloud is missing. Install Qt Speech.");
    case SpeechFault::NoVoice:
        return SpeechWords::tr(
            "This computer has no voice to read with. Install Speech Dispatcher or Flite, and check the sound settings.");
    case SpeechFault::Broken:
        return SpeechWords::tr("The voice stopped. Check the sound settings, then try again.");
    }
    return {};
}

QString spelledOut(const QStringList &parts)
{
    QString text;
    for (const QString &part : parts) {
        QStringList characters;
        for (const QChar each : part)
            characters.append(each);
        text += characters.join(u", "_s) + u". "_s;
    }
    return text.trimmed();
}

} // namespace jackdaw
