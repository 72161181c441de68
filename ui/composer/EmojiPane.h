// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "composer/ChoicePane.h"

namespace jackdaw {

class EmojiGrid;
class EmojiSource;

/// The emoji of the picker: those that were used last, group by group, or by name and keywords; in a skin tone. Owned
/// by EmojiPicker, GUI thread. Notes in EmojiSource what was chosen and in which tone; inserts nothing itself: it says
/// what was chosen.
class EmojiPane : public ChoicePane
{
    Q_OBJECT
public:
    EmojiPane(const Theme &theme, EmojiSource &source, QWidget *parent = nullptr);

    EmojiGrid *grid() const { return m_grid; }

Q_SIGNALS:
    void chosen(const QString &emoji);

protected:
    void fill() override;
    int firstShelf() const override;
    void choose(qsizetype place) override;

private:
    QString nameOf(const QString &emoji) const;

    EmojiSource &m_source;
    EmojiGrid *m_grid;
    QComboBox *m_tone;
};

} // namespace jackdaw
