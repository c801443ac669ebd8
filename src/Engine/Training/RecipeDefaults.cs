using Glissade.Layers;

namespace Glissade;

/// <summary>Chooses what <see cref="TrainingOptions"/> left open from the data's shape. docs/benchmarks.md has the measurements behind it.</summary>
internal static class RecipeDefaults
{
    public static TrainingRecipe Complete(TrainingOptions options, DatasetSummary data)
    {
        LossKind loss = options.Loss ?? LossKind.SquaredHinge;
        SamplerKind sampler = options.Sampler ?? (data.LabelCount <= 2048 ? SamplerKind.Full : SamplerKind.Lsh);
        ActiveSharing sharing = options.Sharing ?? ActiveSharing.Batch;
        HashKind hash = options.Hash ?? HashKind.SimHash;
        bool counts = data.ValuesAreCounts;
        bool shortInputs = data.FeaturesPerPoint.Mean < 40;
        return new TrainingRecipe
        {
            HiddenSizes = options.HiddenSizes ?? [256],
            Loss = loss,
            Sampler = sampler,
            Sharing = sharing,
            ActiveNeurons = options.ActiveNeurons ?? (sharing == ActiveSharing.Batch ? 1500 : 1000),
            HashedShare = options.HashedShare ?? 0.5,
            Hash = hash,
            HashesPerTable = options.HashesPerTable ?? HashesFor(hash, data.LabelCount),
            TableCount = options.TableCount ?? 50,
            BucketCapacity = options.BucketCapacity ?? 1024,
            RebuildInterval = options.RebuildInterval ?? 50,
            RebuildGrowth = options.RebuildGrowth ?? 0.1,
            Optimizer = options.Optimizer ?? OptimizerKind.RowAdam,
            LearningRate = options.LearningRate ?? 3e-3f,
            Schedule = options.Schedule ?? LearningRateSchedule.Linear,
            BatchSize = options.BatchSize ?? (data.PointCount < 10_000 ? 64 : 256),
            Epochs = options.Epochs ?? (data.PointCount < 10_000 ? 20 : 8),
            InputDropout = options.InputDropout ?? (shortInputs ? 0.4f : 0.2f),
            HiddenDropout = options.HiddenDropout ?? (shortInputs ? 0.2f : 0),
            LogTermFrequency = options.LogTermFrequency ?? counts,
            InverseDocumentFrequency = options.InverseDocumentFrequency ?? counts,
            NormalizeRows = options.NormalizeRows ?? true,
            EmbeddingDeviation = options.EmbeddingDeviation ?? 0.05f,
            OutputDeviation = options.OutputDeviation ?? 0.01f,
            OutputBias = options.OutputBias ?? (loss == LossKind.SquaredHinge ? -1 : loss == LossKind.Logistic ? -5 : 0),
            Threads = options.Threads ?? Environment.ProcessorCount,
            Seed = options.Seed,
        };
    }

    /// <summary>Buckets of about eight rows: fewer, and tables miss neighbours; more, and counting candidates costs more than it tells.</summary>
    private static int HashesFor(HashKind hash, int labels)
    {
        int bits = Math.Clamp((int)Math.Round(Math.Log2(Math.Max(labels, 2) / 8.0)), 4, 13);
        return hash == HashKind.Dwta ? Math.Max(1, bits / 3) : bits;
    }
}
