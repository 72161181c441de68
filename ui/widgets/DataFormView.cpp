// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/DataFormView.h"

#include "base/Jid.h"
#include "widgets/Fields.h"
#include "widgets/Labels.h"
#include "widgets/TextArea.h"

#include <QBuffer>
#include <QCheckBox>
#include <QComboBox>
#include <QImageReader>
#include <QStyleOptionButton>
#include <QTextLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int largestSide = 2000;

/// Words from outside on a button: "&" is no shortcut there.
QString asButtonText(const QString &text)
{
    QString out = text;
    return out.replace(u'&', u"&&"_s);
}

/// Its words, of whatever length others made them, stand in as many lines as they need: no form is wider than its
/// dialog.
class WrappedCheckBox : public QCheckBox
{
public:
    explicit WrappedCheckBox(const QString &words) : m_words(words)
    {
        setText(asButtonText(words));
        QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }

    QSize sizeHint() const override
    {
        const int width = sizeOf(QSize(fontMetrics().horizontalAdvance(m_words), 0)).width() + 1;
        return QSize(width, heightForWidth(width));
    }
    QSize minimumSizeHint() const override
    {
        constexpr int fewLetters = 12;
        const int few = sizeOf(QSize(fewLetters * fontMetrics().averageCharWidth(), 0)).width();
        return QSize(std::min(sizeHint().width(), few), sizeOf(QSize(0, fontMetrics().lineSpacing())).height());
    }
    int heightForWidth(int width) const override
    {
        return sizeOf(QSize(0, int(linesIn(width).size()) * fontMetrics().lineSpacing())).height();
    }

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        QCheckBox::resizeEvent(event);
        const QString wrapped = asButtonText(linesIn(width()).join(u'\n'));
        if (wrapped != text())
            setText(wrapped);
    }

private:
    QStyleOptionButton optionOf(int width) const
    {
        QStyleOptionButton option;
        initStyleOption(&option);
        option.rect = QRect(0, 0, width, std::max(1, height()));
        return option;
    }
    QSize sizeOf(const QSize &words) const
    {
        const QStyleOptionButton option = optionOf(width());
        return style()->sizeFromContents(QStyle::CT_CheckBox, &option, words, this);
    }
    QStringList linesIn(int width) const
    {
        const QStyleOptionButton option = optionOf(width);
        const int room = style()->subElementRect(QStyle::SE_CheckBoxContents, &option, this).width();
        QTextLayout layout(m_words, font());
        layout.beginLayout();
        QStringList lines;
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(std::max(1, room));
            lines << m_words.mid(line.textStart(), line.textLength()).trimmed();
        }
        layout.endLayout();
        return lines.isEmpty() ? QStringList{m_words} : lines;
    }

    QString m_words;
};

QString optionText(const FormField::Option &option)
{
    return option.label.isEmpty() ? option.value : option.label;
}

bool isEmpty(const QStringList &values)
{
    return std::all_of(values.cbegin(), values.cend(), [](const QString &value) { return value.trimmed().isEmpty(); });
}

/// What must not be carried over to another form, as the answer to a picture that is another one now.
bool isForThisFormOnly(const FormField &field)
{
    return field.type == FormField::Type::Hidden || field.type == FormField::Type::Fixed || !field.media.isEmpty();
}

} // namespace

DataFormView::DataFormView(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme), m_column(nullptr)
{
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
}

QImage DataFormView::picture(const QByteArray &bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    const QByteArray format = reader.format();
    if (format != "png" && format != "jpeg" && format != "gif")
        return {};
    const QSize size = reader.size();
    if (!size.isValid() || size.width() > largestSide || size.height() > largestSide)
        return {};
    return reader.read();
}

void DataFormView::setForm(const DataForm &form, const Labels &labels)
{
    const QList<Row> before = std::exchange(m_rows, {});
    QHash<QString, QStringList> typed;
    for (const Row &row : before) {
        if (row.values && !isForThisFormOnly(row.field))
            typed.insert(row.field.var, row.values());
    }
    if (m_body) {
        m_body->hide();
        m_body->deleteLater();
    }
    m_form = form;
    m_body = new QWidget;
    m_column = new QVBoxLayout(m_body);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(16);
    layout()->addWidget(m_body);

    for (const QString &text : form.instructions) {
        if (!text.isEmpty())
            m_column->addWidget(new Label(m_theme, TypeRole::Body, Token::Text2, text, Label::Wrap::Yes));
    }
    for (const FormField &field : form.fields) {
        if (field.type == FormField::Type::Hidden)
            continue;
        if (field.type == FormField::Type::Fixed) {
            m_column->addWidget(new Label(m_theme, TypeRole::Body, Token::Text, field.values.join(u'\n'), Label::Wrap::Yes));
            continue;
        }
        Row row;
        row.field = field;
        const QString label = labels.value(field.var, field.label.isEmpty() ? field.var : field.label);
        addPictures(field, label);
        switch (field.type) {
        case FormField::Type::Boolean: addSwitch(row, label); break;
        case FormField::Type::ListSingle: addChoice(row, label); break;
        case FormField::Type::ListMulti: addChoices(row, label); break;
        case FormField::Type::TextMulti:
        case FormField::Type::JidMulti: addLines(row, label); break;
        case FormField::Type::TextSingle:
        case FormField::Type::TextPrivate:
        case FormField::Type::JidSingle:
        case FormField::Type::Fixed:
        case FormField::Type::Hidden: addText(row, label); break;
        }
        if (!field.description.isEmpty() && row.focus)
            row.focus->setAccessibleDescription(field.description);
        const auto kept = typed.constFind(field.var);
        if (kept != typed.constEnd() && !isForThisFormOnly(field))
            row.setValues(*kept);
        m_rows.append(row);
    }
    // Return goes on to the next line, and sends from the last.
    QList<QLineEdit *> lines = m_body->findChildren<QLineEdit *>();
    for (int i = 0; i < lines.size(); ++i) {
        if (i + 1 < lines.size())
            connect(lines.at(i), &QLineEdit::returnPressed, lines.at(i + 1), [next = lines.at(i + 1)] { next->setFocus(Qt::TabFocusReason); });
        else
            connect(lines.at(i), &QLineEdit::returnPressed, this, &DataFormView::submitted);
    }
}

void DataFormView::addPictures(const FormField &field, const QString &label)
{
    bool shown = false;
    bool wanted = false;
    for (const FormField::Media &media : field.media) {
        if (!media.type.startsWith(u"image/"_s))
            continue;
        wanted = true;
        const QImage image = picture(media.bytes);
        if (image.isNull() || shown) // several forms of one picture (XEP-0221, 2)
            continue;
        auto *view = new QLabel;
        view->setPixmap(QPixmap::fromImage(image));
        view->setAccessibleName(tr("Picture: %1").arg(label));
        m_column->addWidget(view, 0, Qt::AlignLeading);
        shown = true;
    }
    if (wanted && !shown)
        m_column->addWidget(new Label(m_theme, TypeRole::Body, Token::Warn, tr("The picture for this cannot be shown."), Label::Wrap::Yes));
}

Label *DataFormView::addErrorLine(Row &row)
{
    auto *line = new Label(m_theme, TypeRole::Meta, Token::Bad, {}, Label::Wrap::Yes);
    line->hide();
    m_column->addWidget(line);
    row.showError = [line, focus = row.focus, description = row.field.description](const QString &words) {
        line->setText(words);
        line->setVisible(!words.isEmpty());
        focus->setAccessibleDescription(words.isEmpty() ? description : words);
    };
    return line;
}

void DataFormView::addText(Row &row, const QString &label)
{
    const bool secret = row.field.type == FormField::Type::TextPrivate;
    TextField *field = secret ? new PasswordField(m_theme, label) : new TextField(m_theme, label);
    field->setText(row.field.value());
    field->setHelp(row.field.description);
    // Our own fields have short names; of others' nobody knows how long they are.
    const QList<QLabel *> words = field->findChildren<QLabel *>();
    for (QLabel *each : words)
        each->setWordWrap(each->wordWrap() || each->buddy() == field->edit());
    m_column->addWidget(field);
    row.focus = field->edit();
    row.values = [field, secret] { return QStringList{secret ? field->text() : field->text().trimmed()}; };
    row.setValues = [field](const QStringList &values) { field->setText(values.value(0)); };
    row.showError = [field](const QString &words) {
        field->setState(words.isEmpty() ? TextField::State::Plain : TextField::State::Wrong, words);
    };
    row.settle = [field] { field->edit()->setReadOnly(true); };
    connect(field, &TextField::textEdited, this, [this, field] {
        field->setState(TextField::State::Plain);
        Q_EMIT edited();
    });
}

void DataFormView::addLines(Row &row, const QString &label)
{
    auto *words = new Label(m_theme, TypeRole::BodyStrong, Token::Text, label, Label::Wrap::Yes);
    auto *field = new TextArea(m_theme);
    field->setPlainText(row.field.values.join(u'\n'));
    field->setAccessibleName(label);
    field->setMaximumHeight(m_theme.scaled(112));
    words->setBuddy(field);
    m_column->addWidget(words);
    m_column->addWidget(field);
    row.focus = field;
    row.values = [field] { return field->toPlainText().split(u'\n', Qt::SkipEmptyParts); };
    row.setValues = [field](const QStringList &values) { field->setPlainText(values.join(u'\n')); };
    addErrorLine(row);
    row.settle = [field] { field->setReadOnly(true); };
    connect(field, &QPlainTextEdit::textChanged, this, &DataFormView::edited);
}

void DataFormView::addChoice(Row &row, const QString &label)
{
    auto *words = new Label(m_theme, TypeRole::BodyStrong, Token::Text, label, Label::Wrap::Yes);
    auto *field = new QComboBox;
    field->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // an option may be of any length
    field->setMinimumContentsLength(12);
    field->setAccessibleName(label);
    words->setBuddy(field);
    if (row.field.need == FormField::Need::Optional || row.field.value().isEmpty())
        field->addItem(tr("No choice"), QString());
    for (const FormField::Option &option : row.field.options)
        field->addItem(optionText(option), option.value);
    m_column->addWidget(words);
    m_column->addWidget(field);
    row.focus = field;
    row.values = [field] {
        const QString value = field->currentData().toString();
        return value.isEmpty() ? QStringList() : QStringList{value};
    };
    row.setValues = [field](const QStringList &values) { field->setCurrentIndex(qMax(0, field->findData(values.value(0)))); };
    row.setValues(row.field.values);
    addErrorLine(row);
    row.settle = [field] { field->setEnabled(false); };
    connect(field, &QComboBox::currentIndexChanged, this, &DataFormView::edited);
}

void DataFormView::addChoices(Row &row, const QString &label)
{
    m_column->addWidget(new Label(m_theme, TypeRole::BodyStrong, Token::Text, label, Label::Wrap::Yes));
    QList<QCheckBox *> boxes;
    for (const FormField::Option &option : row.field.options) {
        auto *box = new WrappedCheckBox(optionText(option));
        box->setAccessibleName(tr("%1: %2").arg(label, optionText(option)));
        box->setProperty("value", option.value);
        box->setChecked(row.field.values.contains(option.value));
        m_column->addWidget(box);
        boxes.append(box);
        connect(box, &QCheckBox::toggled, this, &DataFormView::edited);
    }
    row.focus = boxes.isEmpty() ? this : static_cast<QWidget *>(boxes.first());
    row.values = [boxes] {
        QStringList values;
        for (const QCheckBox *box : boxes) {
            if (box->isChecked())
                values += box->property("value").toString();
        }
        return values;
    };
    row.setValues = [boxes](const QStringList &values) {
        for (QCheckBox *box : boxes)
            box->setChecked(values.contains(box->property("value").toString()));
    };
    addErrorLine(row);
    row.settle = [boxes] {
        for (QCheckBox *box : boxes)
            box->setEnabled(false);
    };
}

void DataFormView::addSwitch(Row &row, const QString &label)
{
    auto *box = new WrappedCheckBox(label);
    box->setAccessibleName(label);
    box->setChecked(row.field.isTrue());
    m_column->addWidget(box);
    row.focus = box;
    row.values = [box] { return QStringList{box->isChecked() ? u"1"_s : u"0"_s}; };
    row.setValues = [box](const QStringList &values) { box->setChecked(values.value(0) == u"1"_s || values.value(0) == u"true"_s); };
    addErrorLine(row);
    row.settle = [box] { box->setEnabled(false); };
    connect(box, &QCheckBox::toggled, this, &DataFormView::edited);
}

DataForm DataFormView::form() const
{
    DataForm filled = m_form;
    for (const Row &row : m_rows) {
        if (FormField *field = filled.find(row.field.var))
            field->values = row.values();
    }
    return filled;
}

QString DataFormView::problemOf(const Row &row) const
{
    const QStringList values = row.values();
    if (isEmpty(values))
        return row.field.need == FormField::Need::Required ? tr("This is needed.") : QString();
    if (row.field.type == FormField::Type::JidSingle || row.field.type == FormField::Type::JidMulti) {
        for (const QString &value : values) {
            if (!Jid::parse(value.trimmed()))
                return tr("“%1” is not a valid address. An address looks like name@provider.example.").arg(value);
        }
    }
    return {};
}

bool DataFormView::check()
{
    QWidget *wrong = nullptr;
    for (const Row &row : std::as_const(m_rows)) {
        const QString problem = problemOf(row);
        row.showError(problem);
        if (!problem.isEmpty() && !wrong)
            wrong = row.focus;
    }
    if (wrong)
        wrong->setFocus(Qt::OtherFocusReason);
    return !wrong;
}

DataFormView::Row *DataFormView::find(const QString &var)
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&var](const Row &row) { return row.field.var == var; });
    return found == m_rows.end() ? nullptr : &*found;
}

bool DataFormView::showError(const QString &var, const QString &words)
{
    Row *row = find(var);
    if (!row)
        return false;
    row->showError(words);
    row->focus->setFocus(Qt::OtherFocusReason);
    return true;
}

void DataFormView::settle(const QString &var, const QString &value)
{
    if (Row *row = find(var)) {
        row->setValues({value});
        row->settle();
    }
}

void DataFormView::focusFirst()
{
    for (const Row &row : std::as_const(m_rows)) {
        if (isEmpty(row.values())) {
            row.focus->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
    if (!m_rows.isEmpty())
        m_rows.first().focus->setFocus(Qt::OtherFocusReason);
}

} // namespace jackdaw
