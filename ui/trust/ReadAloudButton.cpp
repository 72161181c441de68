// SPDX-License-Identifier: GPL-3.0-or-later
#include "trust/ReadAloudButton.h"

#include "style/Theme.h"

using namespace Qt::StringLiterals;

namespace jackdaw {

ReadAloudButton::ReadAloudButton(const Theme &theme, QWidget *parent)
    : TextButton({}, ButtonKind::Secondary, ButtonSize::Small, parent)
{
    setAutoDefault(false);
    setIcon(theme.icon(u"volume-2"_s));
    showState(false);
    connect(this, &QAbstractButton::clicked, this, &ReadAloudButton::toggle);
}

void ReadAloudButton::setParts(const QStringList &parts)
{
    if (m_parts == parts)
        return;
    stop();
    m_parts = parts;
}

void ReadAloudButton::setSource(SpeechSource source)
{
    stop();
    m_speech.reset();
    m_source = std::move(source);
}

void ReadAloudButton::hideEvent(QHideEvent *event)
{
    TextButton::hideEvent(event);
    stop();
}

void ReadAloudButton::toggle()
{
    if (m_isReading) {
        stop();
        return;
    }
    Q_EMIT begun();
    if (!m_speech) {
        SpeechFactory *factory = m_source();
        if (!factory) {
            Q_EMIT failed(speechFaultText(SpeechFault::NoModule));
            return;
        }
        m_speech = factory->makeSpeech();
        m_speech->ended = [this] { showState(false); };
        m_speech->failed = [this](SpeechFault fault) {
            showState(false);
            Q_EMIT failed(speechFaultText(fault));
        };
    }
    showState(true);
    m_speech->say(spelledOut(m_parts));
}

void ReadAloudButton::stop()
{
    if (!m_isReading)
        return;
    m_speech->stop();
    showState(false);
}

void ReadAloudButton::showState(bool isReading)
{
    m_isReading = isReading;
    setText(isReading ? tr("Stop") : tr("Read aloud")); // no wider than before: the row has no more room (picture 07)
    setAccessibleName(isReading ? tr("Stop reading") : tr("Read aloud"));
}

} // namespace jackdaw
