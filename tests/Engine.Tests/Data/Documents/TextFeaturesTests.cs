using System.IO.Hashing;
using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Glissade.Engine.Tests.Data.Documents;

public sealed partial class TextFeaturesTests
{
    private static readonly Gen<string> Document =
        Gen.Elements("Red", "red", "fox", "Fox9", " ", " ", ".", "-", "\n", "Éa", "ß", "名", "e\u0301", "\u0001").ListOf()
            .Select(string.Concat);

    [Property(MaxTest = 500)]
    public Property FeaturesAreTheCountsOfFrequentRuns() => Prop.ForAll(
        Document.NonEmptyListOf().ToArbitrary(), Gen.Choose(1, 3).ToArbitrary(), Gen.Choose(1, 3).ToArbitrary(),
            static (texts, longest, least) =>
        {
            List<string>[] runs = [.. texts.Select(text => Runs(text, longest))];
            Dictionary<string,
                int> counts = runs.SelectMany(run => run).GroupBy(run => run).ToDictionary(group => group.Key, group => group.Count());
            string[] kept =
                [.. counts.Keys.Where(run => counts[run] >= least).OrderByDescending(run => counts[run])
                    .ThenBy(run => run, StringComparer.Ordinal)];
            DataReadOptions options = new() { Text = new TextFeatureOptions { MinimumCount = least, WordNGrams = longest } };
            string json =
                string.Join('\n', texts.Select(text => $"{{\"text\":{System.Text.Json.JsonSerializer.Serialize(text)},\"labels\":[]}}"));
            if (kept.Length == 0)
            {
                Assert.Throws<DataFormatException>(() => DocumentTexts.Load(json, DataFormat.JsonLines, options));
                return;
            }

            Dataset data = DocumentTexts.Load(json, DataFormat.JsonLines, options);

            Assert.Equal(kept, data.TextFeatures!.Names);
            for (int point = 0; point < runs.Length; point++)
            {
                SortedDictionary<int, float> expected = [];
                foreach (int id in runs[point].Select(run => Array.IndexOf(kept, run)).Where(id => id >= 0))
                    expected[id] = expected.GetValueOrDefault(id) + 1;
                Assert.Equal(expected.Keys, data.Features(point).Ids.ToArray());
                Assert.Equal(expected.Values, data.Features(point).Values.ToArray());
                SparseVector again = data.TextFeatures.Transform(texts[point]);
                Assert.Equal(data.Features(point).Ids.ToArray(), again.Ids.ToArray());
                Assert.Equal(data.Features(point).Values.ToArray(), again.Values.ToArray());
            }
        });

    [Fact]
    public void HashedRunsFallIntoTheBucketOfTheirUtf8()
    {
        DataReadOptions options = new() { Text = new TextFeatureOptions { Buckets = 1000, WordNGrams = 2 } };
        Dataset data = DocumentTexts.Load("__label__a Ein Bär\n", DataFormat.FastText, options);
        int[] expected =
            [.. ((string[])["Ein", "Bär", "Ein Bär"]).Select(run => (int)(XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(run)) % 1000))
                .Order()];
        Assert.Equal(expected, data.Features(0).Ids.ToArray());
        Assert.Equal((1000, null), (data.FeatureCount, data.TextFeatures!.Names));
    }

    [Fact]
    public void OtherDataIsReadWithTheSameFeaturesAndLabels()
    {
        Dataset train = DocumentTexts.Load("__label__a x y\n__label__b x", DataFormat.FastText);
        DataReadOptions options = new() { TextFeatures = train.TextFeatures, LabelNames = train.LabelNames };
        Dataset test = DocumentTexts.Load("{\"text\":\"z Y X y\",\"labels\":[\"c\",\"b\",\"c\"]}", DataFormat.JsonLines, options);
        // The words of the training data are cut at spaces and keep their case, and so do these.
        Assert.Equal(["b <- y*1"], DocumentTexts.Describe(test));
        Assert.Equal((2, 2, 2), (test.FeatureCount, test.LabelCount, test.UnknownLabelCount));
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        foreach (TextFeatureOptions text in (TextFeatureOptions[])
            [new() { WordNGrams = 0 }, new() { WordNGrams = 9 }, new() { MinimumCount = 0 }, new() { Buckets = 0 },
                new() { Buckets = int.MaxValue }])
        {
            Assert.Throws<ArgumentException>(() => DocumentTexts.Load("x", DataFormat.FastText, new DataReadOptions { Text = text }));
        }
        foreach (DataReadOptions options in (DataReadOptions[])
            [new() { TextColumns = [] }, new() { LabelSeparator = '"' }, new() { ColumnSeparator = '\n' }, new() { LabelSeparator = 'é' }])
        {
            Assert.Throws<ArgumentException>(() => DocumentTexts.Load("x", DataFormat.FastText, options));
        }
    }

    private static List<string> Runs(string text, int longest)
    {
        string[] words = [.. Word().Matches(text).Select(match => match.Value.ToLowerInvariant())];
        return
        [
            .. from first in Enumerable.Range(0, words.Length)
               from length in Enumerable.Range(1, longest)
               where first + length <= words.Length
               select string.Join(' ', words.Skip(first).Take(length)),
        ];
    }

    [GeneratedRegex(@"[\p{L}\p{Nd}][\p{L}\p{Nd}\p{M}]*")]
    private static partial Regex Word();
}
