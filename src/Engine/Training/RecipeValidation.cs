using System.Globalization;
using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade;

/// <summary>Refuses recipes that cannot be meant, in words that name the option, its value and what it must be.</summary>
internal static class RecipeValidation
{
    private const int LargestLayer = 1 << 16;

    /// <summary>Beyond this many signs, rows share a bucket by accident of folding only.</summary>
    private const int MostSimHashes = 30;

    /// <summary>As many codes of three bits as the tables can pack: positions in bins of eight.</summary>
    private const int MostBinHashes = 18;

    /// <summary>As many codes of six bits as the tables can pack.</summary>
    private const int MostPolytopeHashes = 9;

    public static void Check(TrainingRecipe recipe)
    {
        if (recipe.HiddenSizes.Count == 0)
            throw new ArgumentException("hidden sizes must name at least one layer, but name none");
        foreach (int size in recipe.HiddenSizes)
            Require(size is > 0 and <= LargestLayer, "hidden sizes", size, $"between 1 and {LargestLayer}");
        RequireNamed(recipe.Activation, "activation");
        Require(recipe.Ensemble > 0, "ensemble", recipe.Ensemble, "at least 1");
        if (recipe.Ensemble > 1)
            CheckEnsemble(recipe);
        RequireNamed(recipe.Loss, "loss");
        RequireNamed(recipe.Sampler, "sampler");
        RequireNamed(recipe.Sharing, "sharing");
        RequireNamed(recipe.Index, "index");
        RequireNamed(recipe.Hash, "hash");
        RequireNamed(recipe.Precision, "precision");
        RequireNamed(recipe.Optimizer, "optimizer");
        RequireNamed(recipe.Schedule, "learning-rate schedule");
        Require(recipe.ActiveNeurons >= 0, "active neurons", recipe.ActiveNeurons, "at least 0");
        Require(recipe.HashedShare is >= 0 and <= 1, "hashed share", recipe.HashedShare, "between 0 and 1");
        Require(recipe.RememberedNegatives is >= 0 and <= 255, "remembered negatives", recipe.RememberedNegatives, "between 0 and 255");
        int mostHashes = MostHashes(recipe.Hash);
        Require(
            recipe.HashesPerTable > 0 && recipe.HashesPerTable <= mostHashes, "hashes per table", recipe.HashesPerTable,
            $"between 1 and {mostHashes} for {recipe.Hash}");
        Require(recipe.TableCount is > 0 and <= 4096, "tables", recipe.TableCount, "between 1 and 4096");
        Require(recipe.BucketCapacity > 0, "bucket capacity", recipe.BucketCapacity, "positive");
        RequireNamed(recipe.BucketPolicy, "bucket policy");
        RequireNamed(recipe.HashLoss, "hash loss");
        Require(recipe.LearningSteps >= 0, "learning steps", recipe.LearningSteps, "zero or positive");
        RequireNamed(recipe.Selection, "selection");
        // Tables may be fewer than the default where nobody asks for hits.
        int mostHits = recipe.Selection == CandidateSelection.HardThreshold ? recipe.TableCount : int.MaxValue;
        Require(
            recipe.MinHits > 0 && recipe.MinHits <= mostHits, "min hits", recipe.MinHits, $"between 1 and the {recipe.TableCount} tables");
        RequireNamed(recipe.Rehash, "rehash");
        Require(recipe.RehashInterval > 0, "rehash interval", recipe.RehashInterval, "positive");
        Require(recipe.DriftThreshold is >= 0 and <= 1, "drift threshold", recipe.DriftThreshold, "between 0 and 1");
        Require(recipe.RebuildInterval >= 1 && double.IsFinite(recipe.RebuildInterval), "rebuild interval", recipe.RebuildInterval, "at least 1 batch");
        Require(recipe.RebuildGrowth >= 0 && double.IsFinite(recipe.RebuildGrowth), "rebuild growth", recipe.RebuildGrowth, "at least 0");
        Require(recipe.LearningRate > 0 && float.IsFinite(recipe.LearningRate), "learning rate", recipe.LearningRate, "positive");
        Require(recipe.EmbeddingRate > 0 && float.IsFinite(recipe.EmbeddingRate), "embedding rate", recipe.EmbeddingRate, "positive");
        Require(recipe.LinearRate > 0 && float.IsFinite(recipe.LinearRate), "linear rate", recipe.LinearRate, "positive");
        Require(recipe.BatchSize is > 0 and <= 1 << 16, "batch size", recipe.BatchSize, "between 1 and 65536");
        Require(
            recipe.ShuffleBuffer == 0 || recipe.ShuffleBuffer >= recipe.BatchSize, "shuffle buffer", recipe.ShuffleBuffer,
            $"0 or at least the batch size of {recipe.BatchSize}");
        if (recipe.SharedItems)
            CheckSharedItems(recipe);
        Require(recipe.Epochs > 0, "epochs", recipe.Epochs, "positive");
        Require(recipe.InputDropout is >= 0 and < 1, "input dropout", recipe.InputDropout, "at least 0 and below 1");
        Require(recipe.HiddenDropout is >= 0 and < 1, "hidden dropout", recipe.HiddenDropout, "at least 0 and below 1");
        Require(recipe.EmbeddingDeviation > 0 && float.IsFinite(recipe.EmbeddingDeviation), "embedding deviation", recipe.EmbeddingDeviation, "positive");
        Require(recipe.OutputDeviation >= 0 && float.IsFinite(recipe.OutputDeviation), "output deviation", recipe.OutputDeviation, "at least 0");
        Require(float.IsFinite(recipe.OutputBias), "output bias", recipe.OutputBias, "finite");
        Require(recipe.Threads is > 0 and <= 1024, "threads", recipe.Threads, "between 1 and 1024");
    }

    private static void CheckEnsemble(TrainingRecipe recipe)
    {
        int layers = recipe.HiddenSizes.Count;
        if (layers > 1)
            throw new ArgumentException($"networks of an ensemble must have one hidden layer, but have {layers}; train one network, or one layer");
        int units = recipe.HiddenSizes[0];
        Require(units % recipe.Ensemble == 0, "hidden units of all networks together", units, $"a multiple of the ensemble's {recipe.Ensemble}");
        int own = units / recipe.Ensemble;
        Require(
            own % 2 == 0 || recipe.Activation != HiddenActivation.Mixed, "hidden sizes", own, "even for an ensemble of networks with mixed units");
    }

    private static void CheckSharedItems(TrainingRecipe recipe)
    {
        if (recipe.ShuffleBuffer > 0)
        {
            throw new ArgumentException(
                $"with shared items the points are made sets in memory, so the shuffle buffer must be 0, but is {recipe.ShuffleBuffer}");
        }
        if (recipe.LinearPath)
            throw new ArgumentException("with shared items there is no linear path: it would learn that each item comes with itself");
    }

    private static int MostHashes(HashKind hash) => hash switch
    {
        HashKind.SimHash or HashKind.Learned => MostSimHashes,
        HashKind.CrossPolytope => MostPolytopeHashes,
        _ => MostBinHashes,
    };

    private static void Require(bool satisfied, string name, double value, string expected)
    {
        if (!satisfied)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} must be {expected}, but is {value}"));
    }

    private static void RequireNamed<T>(T value, string name)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
            throw new ArgumentException($"{name} must be one of {string.Join(", ", Enum.GetNames<T>())}, but is {value}");
    }
}
