using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade;

/// <summary>Makes the sampler that a recipe asks for.</summary>
internal static class Samplers
{
    /// <param name="recipe">The recipe.</param>
    /// <param name="layer">The layer that neurons are chosen from.</param>
    /// <param name="points">Number of training points.</param>
    public static INeuronSampler Create(TrainingRecipe recipe, OutputLayer layer, int points) => recipe.Sampler switch
    {
        SamplerKind.Full => new FullSampler(),
        SamplerKind.Uniform => new UniformSampler(recipe.ActiveNeurons),
        SamplerKind.Lsh => new LshSampler(CreateIndex(recipe.Index, recipe, layer, training: true), Options(recipe, points), recipe.BatchSize),
        _ => throw new ArgumentOutOfRangeException(nameof(recipe), recipe.Sampler, "unknown sampler"),
    };

    /// <summary>How an <see cref="LshSampler"/> is to choose for a recipe.</summary>
    public static LshSamplerOptions Options(TrainingRecipe recipe, int points)
    {
        int hashed = (int)Math.Round(recipe.ActiveNeurons * recipe.HashedShare);
        return new LshSamplerOptions
        {
            Hashed = hashed,
            Uniform = recipe.ActiveNeurons - hashed,
            LearningSteps = recipe.LearningSteps,
            Remembered = recipe.Sharing == ActiveSharing.Batch ? recipe.RememberedNegatives : 0,
            Points = points,
            FillUniformly = recipe.FillUniformly,
        };
    }

    /// <summary>An index over the rows of <paramref name="layer"/>, empty until it is first rebuilt.</summary>
    /// <param name="kind">Which; not always the recipe's own.</param>
    /// <param name="recipe">Its seed and, for hash tables, their shape.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="training">
    /// Whether candidates are chosen as the recipe has it, and rows move or drift by its schedule; otherwise, for a layer that stays, the
    /// most frequent are, from packed tables.
    /// </param>
    public static INeuronIndex CreateIndex(IndexKind kind, TrainingRecipe recipe, OutputLayer layer, bool training = false) => kind switch
    {
        IndexKind.Tables => CreateTables(recipe, layer, training),
        IndexKind.Signatures =>
            new SignatureScanIndex(layer.Neurons, layer.Weights.Columns, new SignatureScanOptions { Seed = recipe.Seed }),
        IndexKind.InvertedFile =>
            new InvertedFileIndex(layer.Neurons, layer.Weights.Columns, new InvertedFileOptions { Seed = recipe.Seed }),
        IndexKind.Codes => new CodeScanIndex(layer.Neurons, layer.Weights.Columns, recipe.Seed),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown index"),
    };

    private static LshIndex CreateTables(TrainingRecipe recipe, OutputLayer layer, bool training)
    {
        HashFamilyOptions options = new()
        {
            HashesPerTable = recipe.HashesPerTable,
            TableCount = recipe.TableCount,
            Seed = recipe.Seed,
        };
        // These see angles; families that see the order of elements have no use for one that makes lengths equal.
        bool equalizeLengths = recipe.Hash is HashKind.SimHash or HashKind.Learned or HashKind.CrossPolytope;
        int dimension = layer.Weights.Columns + (equalizeLengths ? 1 : 0);
        IHashFamily family = recipe.Hash switch
        {
            HashKind.SimHash or HashKind.Learned => new SimHashFamily(dimension, options),
            HashKind.Dwta => new DwtaFamily(dimension, options),
            HashKind.Wta => new WtaFamily(dimension, options),
            HashKind.MinHash => new MinHashFamily(dimension, options, MinHashElements(dimension)),
            HashKind.CrossPolytope => new CrossPolytopeFamily(dimension, options),
            _ => throw new ArgumentOutOfRangeException(nameof(recipe), recipe.Hash, "unknown hash family"),
        };
        LshIndexOptions tables = new()
        {
            EqualizeLengths = equalizeLengths,
            BucketCapacity = recipe.BucketCapacity,
            BucketPolicy = recipe.BucketPolicy,
            Learning = recipe.Hash == HashKind.Learned ? new HashLearningOptions { Loss = recipe.HashLoss, Seed = recipe.Seed } : null,
            Seed = recipe.Seed,
        };
        return new LshIndex(layer.Neurons, family, training ? ForTraining(recipe, tables) : tables);
    }

    /// <summary>
    /// Rows and hidden vectors are dense. A set of all their elements tells nothing, so it is a quarter of them, and no more than SLIDE
    /// takes.
    /// </summary>
    private static int MinHashElements(int dimension) => Math.Clamp(dimension / 4, 1, MinHashFamily.DefaultTopElements);

    private static LshIndexOptions ForTraining(TrainingRecipe recipe, LshIndexOptions tables) => tables with
    {
        Selection = recipe.Selection,
        MinHits = recipe.MinHits,
        Slack = recipe.Rehash == RehashKind.Touched ? BucketSlack.Default : BucketSlack.None,
        SignatureBits = recipe.Rehash == RehashKind.Drift ? RehashSchedules.SignatureBits : 0,
    };
}
