using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Glissade.Tests;

public sealed class MetricsJsonTests : IDisposable
{
    private static readonly RunReport Run = new(670091, 103_000_000, 2_000_000_000, 4, "avx512", ulong.MaxValue);
    private static readonly TrainingReport Training = new(
        12.5, 39_222.25, 2034.5, [new EpochReport(6, 0.25, 0.125, 2000, 0.5, 3), new EpochReport(6.5, double.NaN, null, 2069, 0, 0, 1.5)]);

    private static readonly EvaluationReport Evaluation =
        new(153_025, [1, 3], [0.5, 0.25], [0.5, 0.375], [0.125, 0.25], [0.0625, double.NaN]);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void EveryFigureStandsUnderItsName()
    {
        MetricsJson.Write(folder.File("metrics.json"), Run, Evaluation, Training);

        Assert.Equal(["metrics.json"], folder.Names());
        const string expected = """
            {"precision_at_1":0.5,"precision_at_3":0.25,"ndcg_at_1":0.5,"ndcg_at_3":0.375,"recall_at_1":0.125,"recall_at_3":0.25,
            "psp_at_1":0.0625,"psp_at_3":null,"points":153025,"train_seconds":12.5,"samples_per_second":39222.25,
            "mean_active_neurons":2034.5,"stopped_early":false,
            "label_count":670091,"parameters":103000000,"peak_rss_bytes":2000000000,"threads":4,"simd":"avx512","seed":18446744073709551615,
            "epochs":[{"seconds":6,"loss":0.25,"precision_at_1":0.125,"mean_active_neurons":2000,"rebuild_seconds":0.5,"rebuilds":3,"hash_learning_seconds":0},
            {"seconds":6.5,"loss":null,"mean_active_neurons":2069,"rebuild_seconds":0,"rebuilds":0,"hash_learning_seconds":1.5}]}
            """;
        string written = File.ReadAllText(folder.File("metrics.json"));
        Assert.Equal(expected.ReplaceLineEndings(""), Compact(written));
        Assert.EndsWith("}\n", written, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatWasNotMeasuredIsAbsentAndWhatIsUnknownIsNull()
    {
        using MemoryStream stream = new();
        MetricsJson.Write(stream, Run with { PeakResidentBytes = null });

        const string expected = """
            {"label_count":670091,"parameters":103000000,"peak_rss_bytes":null,"threads":4,"simd":"avx512",
            "seed":18446744073709551615}
            """;
        Assert.Equal(expected.ReplaceLineEndings(""), Compact(Encoding.UTF8.GetString(stream.ToArray())));
    }

    [Fact]
    public void HashedFiguresStandBesideTheExactOnesUnderTheirOwnNames()
    {
        using MemoryStream stream = new();
        MetricsJson.Write(stream, Run, Evaluation, Training with { StoppedEarly = true }, Evaluation with { Precision = [0.375, 0.125] });
        using JsonDocument json = JsonDocument.Parse(stream.ToArray());

        Assert.Equal(0.5, json.RootElement.GetProperty("precision_at_1").GetDouble());
        Assert.Equal(0.375, json.RootElement.GetProperty("hashed_precision_at_1").GetDouble());
        Assert.Equal(0.0625, json.RootElement.GetProperty("hashed_psp_at_1").GetDouble());
        Assert.True(json.RootElement.GetProperty("stopped_early").GetBoolean());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void FiguresWithoutAValueAreNull(double value)
    {
        using MemoryStream stream = new();
        EpochReport epoch = new(value, value, value, value, value, HashLearningSeconds: value);
        EvaluationReport evaluation = new(0, [1], [value], [value], [value], [value]);
        MetricsJson.Write(stream, Run, evaluation, new TrainingReport(value, value, value, [epoch]));
        using JsonDocument json = JsonDocument.Parse(stream.ToArray());

        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("precision_at_1").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("train_seconds").ValueKind);
        Assert.All(
            json.RootElement.GetProperty("epochs")[0].EnumerateObject().Where(figure => figure.Name != "rebuilds"), // a count
            figure => Assert.Equal(JsonValueKind.Null, figure.Value.ValueKind));
    }

    [Fact]
    public void FiguresOfNoPointsAreWritten()
    {
        using MemoryStream stream = new();
        MetricsJson.Write(stream, Run, new RankingMetrics().ToReport());
        using JsonDocument json = JsonDocument.Parse(stream.ToArray());

        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("ndcg_at_5").ValueKind);
        Assert.Equal(0, json.RootElement.GetProperty("points").GetInt32());
        Assert.False(json.RootElement.TryGetProperty("psp_at_1", out _));
    }

    [Fact]
    public void TheCallersCultureDoesNotMatter()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        commas.NumberFormat.NegativeSign = "~";
        try
        {
            CultureInfo.CurrentCulture = commas;
            using MemoryStream stream = new();
            MetricsJson.Write(stream, Run, Evaluation, Training with { TrainSeconds = -1.5 });
            using JsonDocument json = JsonDocument.Parse(stream.ToArray());

            Assert.Equal(-1.5, json.RootElement.GetProperty("train_seconds").GetDouble());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Compact(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
            document.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
