// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/SpeechModule.h"
#include "widgets/Buttons.h"

#include <QStringList>

namespace jackdaw {

/// Reads the number of a device out, for who compares it on the phone or does not see it (picture 07); again: stops.
/// Owned by its parent, GUI thread. Loads the voice with the first click, and keeps quiet once it is hidden. Never
/// reads by itself, and nothing but what it was given.
class ReadAloudButton : public TextButton
{
    Q_OBJECT
public:
    explicit ReadAloudButton(const Theme &theme, QWidget *parent = nullptr);

    /// Groups of characters. What is being read stops where they are others.
    void setParts(const QStringList &parts);
    /// Whose voice it is from now on.
    void setSource(SpeechSource source);

Q_SIGNALS:
    /// What was said of the last time holds no more.
    void begun();
    /// In words.
    void failed(const QString &why);

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void toggle();
    void stop();
    void showState(bool isReading);

    SpeechSource m_source = loadSpeechModule;
    std::unique_ptr<Speech> m_speech;
    QStringList m_parts;
    bool m_isReading = false;
};

} // namespace jackdaw
