// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Fields.h"

namespace jackdaw {

/// A field for the path of a file, with a button that opens the file dialog. "~" at the beginning of what is typed is
/// the home folder. Owned by its parent, GUI thread.
/// It opens no file itself, and does not judge what is typed: its owner does.
class FileField : public QWidget
{
    Q_OBJECT
public:
    enum class For { Opening, Saving };
    FileField(const Theme &theme, const QString &label, For purpose, QWidget *parent = nullptr);

    QString path() const;
    void setPath(const QString &path);
    TextField *field() const { return m_field; }
    /// The file dialog asked already whether this one may be replaced.
    bool mayReplace() const { return !m_asked.isEmpty() && m_asked == path(); }

private:
    void choose();

    TextField *m_field;
    For m_for;
    QString m_asked;
};

} // namespace jackdaw
