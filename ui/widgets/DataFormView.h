// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/DataForm.h"
#include "style/Theme.h"

#include <QHash>
#include <QImage>
#include <QWidget>
#include <functional>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace jackdaw {

class Label;

/// A data form of another program (XEP-0004) to be filled in: a field for each of its types, its pictures (XEP-0221), and
/// what is wrong below the field that it is about. All words of the form are shown as plain text, nothing in it is fetched.
/// Owned by its parent, GUI thread.
class DataFormView : public QWidget
{
    Q_OBJECT
public:
    /// Our words for fields, by their var, instead of the form's.
    using Labels = QHash<QString, QString>;

    explicit DataFormView(const Theme &theme, QWidget *parent = nullptr);

    /// Shows another form; what was typed into fields of the same name stays, answers to pictures apart.
    void setForm(const DataForm &form, const Labels &labels = {});
    /// The form with what is filled in.
    DataForm form() const;
    /// Is all filled in that is needed, and addresses where addresses are wanted? If not, it says so and moves the focus.
    bool check();
    /// False if no such field is shown.
    bool showError(const QString &var, const QString &words);
    /// The value is settled, and shown so.
    void settle(const QString &var, const QString &value);
    void focusFirst();

    /// Decodes a picture that a stranger made: PNG, JPEG or GIF, at most 2000 by 2000 pixels. Null if it is none.
    static QImage picture(const QByteArray &bytes);

Q_SIGNALS:
    void edited();
    /// Return in the last line.
    void submitted();

private:
    struct Row
    {
        FormField field;
        QWidget *focus = nullptr;
        std::function<QStringList()> values;
        std::function<void(const QStringList &)> setValues;
        std::function<void(const QString &)> showError; ///< empty: takes it back
        std::function<void()> settle;
    };

    void addText(Row &row, const QString &label);
    void addLines(Row &row, const QString &label);
    void addChoice(Row &row, const QString &label);
    void addChoices(Row &row, const QString &label);
    void addSwitch(Row &row, const QString &label);
    void addPictures(const FormField &field, const QString &label);
    Label *addErrorLine(Row &row);
    QString problemOf(const Row &row) const;
    Row *find(const QString &var);

    const Theme &m_theme;
    DataForm m_form;
    QList<Row> m_rows;
    QWidget *m_body = nullptr;
    QVBoxLayout *m_column;
};

} // namespace jackdaw
