using System.Runtime.InteropServices;
using Glissade.Synthetic;
using Glissade.Text;

namespace Glissade;

/// <summary>
/// Synthetic extreme-classification data: labels of Zipfian frequency in clusters, each label and each cluster with features that stand
/// for it, and noise. What can be learned from it resembles what can be learned from product data; the data itself says nothing.
/// </summary>
/// <remarks>
/// The same options give the same data on every machine whose mathematical library computes the same logarithms and powers, which is to
/// say everywhere but for a rare last digit.
/// </remarks>
public static class SyntheticDataset
{
    /// <summary>
    /// Makes the training and the test part in memory: what <see cref="Dataset.Load(string, DataReadOptions?)"/> would read from the
    /// text.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    public static (Dataset Train, Dataset Test) Generate(SyntheticOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        SyntheticTask task = new(options);
        return (Build(task, SyntheticPoint.TrainPart, options.TrainCount), Build(task, SyntheticPoint.TestPart, options.TestCount));
    }

    /// <summary>Writes the training and the test part in the Extreme Classification text format, with headers and four decimals.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    /// <exception cref="IOException">A stream cannot be written.</exception>
    public static void WriteText(SyntheticOptions options, Stream train, Stream test)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        options.Validate();
        SyntheticTask task = new(options);
        Write(task, SyntheticPoint.TrainPart, options.TrainCount, train);
        Write(task, SyntheticPoint.TestPart, options.TestCount, test);
    }

    private static Dataset Build(SyntheticTask task, int part, int count)
    {
        DatasetBuilder builder = new();
        SyntheticPoint point = new(task, part);
        List<int> features = [];
        List<float> values = [];
        for (int i = 0; i < count; i++)
        {
            point.Next();
            features.Clear();
            values.Clear();
            for (int j = 0; j < point.Features.Count; j++)
            {
                // With so few decimals the quotient is exact or too far from a tie to be misled: the value is right either way.
                _ = DecimalParser.TryScale(point.ValueUnits(j), SyntheticPoint.Decimals, out float value);
                if (value == 0)
                    continue;
                features.Add(point.Features[j]);
                values.Add(value);
            }
            builder.Add(CollectionsMarshal.AsSpan(features), CollectionsMarshal.AsSpan(values), CollectionsMarshal.AsSpan(point.Labels));
        }
        return builder.Build(task.Options.FeatureCount, task.Options.LabelCount);
    }

    private static void Write(SyntheticTask task, int part, int count, Stream stream)
    {
        TextLineWriter text = new(stream);
        NumberedWriter.WriteHeader(text, count, task.Options.FeatureCount, task.Options.LabelCount);
        SyntheticPoint point = new(task, part);
        for (int i = 0; i < count; i++)
        {
            point.Next();
            NumberedWriter.WriteLabels(text, CollectionsMarshal.AsSpan(point.Labels));
            for (int j = 0; j < point.Features.Count; j++)
            {
                text.Write(' ');
                text.Write(point.Features[j]);
                text.Write(':');
                text.WriteFixed(point.ValueUnits(j), SyntheticPoint.Decimals);
            }
            text.Write('\n');
        }
        text.Flush();
    }
}
