using Glissade.Cli.Options;
using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade.Cli.Output;

/// <summary>Describes a training recipe in a few lines.</summary>
internal static class RecipePrinter
{
    /// <summary>The data that it is for.</summary>
    public static string DescribeData(DatasetSummary data) => Lines.Named(
        "data",
        $"{Lines.Count(data.PointCount, "point", "points")}, {Lines.Number(data.FeaturesPerPoint.Mean)} features and " +
        $"{Lines.Number(data.LabelsPerPoint.Mean)} labels a point");

    public static IEnumerable<string> Describe(TrainingRecipe recipe, int features, int labels)
    {
        IEnumerable<string> sizes = recipe.HiddenSizes.Prepend(features).Append(labels).Select(size => Lines.Whole(size));
        yield return Lines.Named(
            "network",
            $"{string.Join(" -> ", sizes)}, hidden units {TrainingChoices.Activation.NameOf(recipe.Activation)}, " +
            $"wide layers {TrainingChoices.Precision.NameOf(recipe.Precision)}");
        if (recipe.Ensemble > 1)
        {
            yield return Lines.Named(
                "ensemble",
                $"{recipe.Ensemble} networks of {Lines.Count(recipe.HiddenSizes[0] / recipe.Ensemble, "hidden unit", "hidden units")}, " +
                "one after another, merged");
        }
        if (recipe.SharedItems)
            yield return Lines.Named("points", "sets of items, features and labels together; predictions want --mask-input-items");
        if (recipe.LinearPath)
            yield return Lines.Named("linear path", $"scores added, adagrad at {Lines.Invariant(recipe.LinearRate)}");
        yield return Lines.Named("active", DescribeSampler(recipe, labels));
        if (recipe.Sampler == SamplerKind.Lsh)
            yield return Lines.Named(
                "index", $"{DescribeIndex(recipe, recipe.Index)}{DescribeSelection(recipe)}; {DescribeRebuilding(recipe)}");
        yield return Lines.Named(
            "training",
            $"{TrainingChoices.Loss.NameOf(recipe.Loss)}, {TrainingChoices.Optimizer.NameOf(recipe.Optimizer)} at " +
            $"{Lines.Invariant(recipe.LearningRate)} ({TrainingChoices.Schedule.NameOf(recipe.Schedule)}{OfFirstLayer(recipe)}), " +
            $"batches of {Lines.Whole(recipe.BatchSize)}, {Lines.Count(recipe.Epochs, "epoch", "epochs")}, " +
            $"dropout {Lines.Invariant(recipe.InputDropout)} of inputs and {Lines.Invariant(recipe.HiddenDropout)} of hidden units");
        if (recipe.ShuffleBuffer > 0)
            yield return Lines.Named("shuffling", $"blocks of neighbours, {Lines.Count(recipe.ShuffleBuffer, "point", "points")} at a time");
        yield return Lines.Named("updates", recipe.Deterministic ? "deterministic, whatever the number of threads" : "as threads come (HOGWILD)");
        yield return Lines.Named("features", DescribeWeighting(recipe));
    }

    private static string OfFirstLayer(TrainingRecipe recipe) =>
        recipe.EmbeddingRate == 1 ? "" : $", {Lines.Invariant(recipe.EmbeddingRate)} of it in the first layer";

    /// <summary>What kind of index, and for tables their shape: simhash, K = 9, L = 50.</summary>
    public static string DescribeIndex(TrainingRecipe recipe, IndexKind kind) => kind switch
    {
        IndexKind.Signatures => "scan of signatures",
        IndexKind.InvertedFile => "inverted file",
        IndexKind.Codes => "scan of codes",
        _ => DescribeTables(recipe),
    };

    private static string DescribeTables(TrainingRecipe recipe) =>
        $"{DescribeHash(recipe)}, K = {recipe.HashesPerTable}, L = {recipe.TableCount}, " +
        $"buckets of at most {Lines.Whole(recipe.BucketCapacity)}" + (recipe.BucketPolicy == BucketPolicy.Fifo ? ", the newest" : "");

    private static string DescribeHash(TrainingRecipe recipe) => recipe.Hash == HashKind.Learned
        ? $"learned ({TrainingChoices.HashLoss.NameOf(recipe.HashLoss)}, {DescribeLearning(recipe.LearningSteps)})"
        : TrainingChoices.Hash.NameOf(recipe.Hash);

    private static string DescribeLearning(int steps) => steps == 0 ? "at the end" : $"{Lines.Count(steps, "step", "steps")} a rebuild";

    private static string DescribeSampler(TrainingRecipe recipe, int labels)
    {
        if (recipe.Sampler == SamplerKind.Full)
            return $"all {Lines.Whole(labels)} output neurons";
        string forWhom = recipe.Sharing == ActiveSharing.Batch ? "a batch" : "a sample";
        string many = $"{Lines.Whole(recipe.ActiveNeurons)} output neurons for {forWhom} besides the true labels";
        return recipe.Sampler == SamplerKind.Uniform
            ? $"{many}, at random"
            : $"{many}, {Lines.Number(100 * recipe.HashedShare)} % by the index and the others at random";
    }

    /// <summary>Which candidates tables give; any other index gives its best.</summary>
    private static string DescribeSelection(TrainingRecipe recipe) => (recipe.Index, recipe.Selection) switch
    {
        (not IndexKind.Tables, _) => "",
        (_, CandidateSelection.Vanilla) => "; whole buckets of random tables",
        (_, CandidateSelection.HardThreshold) => $"; candidates of {recipe.MinHits} or more tables",
        _ => "; most frequent candidates",
    } + (recipe.Sharing == ActiveSharing.Sample && !recipe.FillUniformly ? ", not filled up" : "");

    private static string DescribeRebuilding(TrainingRecipe recipe) => recipe.Rehash switch
    {
        RehashKind.Drift =>
            $"rebuilt beyond a drift of {Lines.Invariant(recipe.DriftThreshold)}, checked every " +
            Lines.Count(recipe.RehashInterval, "batch", "batches"),
        RehashKind.Touched =>
            $"touched neurons moved every {Lines.Count(recipe.RehashInterval, "batch", "batches")}, {DescribeIntervals(recipe)}",
        _ => DescribeIntervals(recipe),
    };

    private static string DescribeIntervals(TrainingRecipe recipe) =>
        $"rebuilt after {Lines.Number(recipe.RebuildInterval)} batches, intervals growing by {Lines.Invariant(recipe.RebuildGrowth)}";

    private static string DescribeWeighting(TrainingRecipe recipe)
    {
        List<string> parts = [];
        if (recipe.LogTermFrequency)
            parts.Add("1 + ln v");
        if (recipe.InverseDocumentFrequency)
            parts.Add("inverse document frequency");
        if (recipe.NormalizeRows)
            parts.Add("points of length 1");
        return parts.Count == 0 ? "as they are" : string.Join(", ", parts);
    }
}
