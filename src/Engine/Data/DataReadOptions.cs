namespace Glissade;

/// <summary>How a data set is read.</summary>
public sealed record DataReadOptions
{
    /// <summary>What the data is written in; null: told by the file's name or else by its first line.</summary>
    public DataFormat? Format { get; init; }

    /// <summary>The spaces of a model that the data is meant for: numbered features and labels must be within them.</summary>
    public DatasetLimits? Limits { get; init; }

    /// <summary>The number of the first feature in svmlight data, 1 or 0. Labels always count from 0.</summary>
    public int FirstFeature { get; init; } = 1;

    /// <summary>The columns or properties of CSV and JSON data that hold text; several are joined in this order.</summary>
    public IReadOnlyList<string> TextColumns { get; init; } = ["text"];

    /// <summary>The column or property of CSV and JSON data that holds the labels.</summary>
    public string LabelsColumn { get; init; } = "labels";

    /// <summary>What separates labels within a cell of CSV data or a string of JSON data; white space around labels is dropped.</summary>
    public char LabelSeparator { get; init; } = ',';

    /// <summary>What separates the columns of CSV data; null: a tab if the file's name ends in ".tsv", a comma otherwise.</summary>
    public char? ColumnSeparator { get; init; }

    /// <summary>How the features of texts are chosen, if <see cref="TextFeatures"/> is null.</summary>
    public TextFeatureOptions Text { get; init; } = new();

    /// <summary>The features of texts, as another data set or a model has them; other words are left out.</summary>
    public TextFeatures? TextFeatures { get; init; }

    /// <summary>
    /// The names of labels by id, as another data set or a model has them; labels of text data without a name there are left out and
    /// counted in
    /// <see cref="Dataset.UnknownLabelCount"/>.
    /// </summary>
    public IReadOnlyList<string>? LabelNames { get; init; }

    /// <summary>Whether labels of text data are left out; CSV and JSON data then need not have any.</summary>
    public bool IgnoreLabels { get; init; }

    /// <summary>The same settings for further points, of which <paramref name="data"/> knows features and labels.</summary>
    public DataReadOptions Fitting(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return this with
        {
            Limits = new DatasetLimits(data.FeatureCount, data.LabelCount),
            TextFeatures = data.TextFeatures,
            LabelNames = data.LabelNames,
        };
    }

    /// <summary>The same settings for labelled points of which <paramref name="model"/> knows features and labels: test data.</summary>
    public DataReadOptions Fitting(ExtremeClassifier model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return this with
        {
            Limits = new DatasetLimits(model.FeatureCount, model.LabelCount),
            TextFeatures = model.TextFeatures,
            // Names that were given to numbered labels are not in the data.
            LabelNames = model.TextFeatures is null ? null : model.LabelNames,
        };
    }

    /// <summary>Refuses settings that are out of range.</summary>
    /// <exception cref="ArgumentException">The first setting that cannot be meant is named.</exception>
    internal void Validate()
    {
        Text.Validate();
        if (FirstFeature is not (0 or 1))
            throw new ArgumentException($"{nameof(FirstFeature)} must be 0 or 1, but is {FirstFeature}");
        if (TextColumns.Count == 0)
            throw new ArgumentException($"{nameof(TextColumns)} must name a column, but is empty");
        CheckSeparator(nameof(LabelSeparator), LabelSeparator);
        CheckSeparator(nameof(ColumnSeparator), ColumnSeparator ?? ',');
    }

    private static void CheckSeparator(string name, char separator)
    {
        if (separator is '"' or '\r' or '\n' || !char.IsAscii(separator))
            throw new ArgumentException($"{name} must be an ASCII character other than a quote or a line end, but is \"{separator}\"");
    }
}
