using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade;

/// <summary>Makes the sampler that a recipe asks for.</summary>
internal static class Samplers
{
    public static INeuronSampler Create(TrainingRecipe recipe, OutputLayer layer) => recipe.Sampler switch
    {
        SamplerKind.Full => new FullSampler(),
        SamplerKind.Uniform => new UniformSampler(recipe.ActiveNeurons),
        SamplerKind.Lsh => new LshSampler(
            CreateIndex(recipe, layer, training: true),
            new LshSamplerOptions
            {
                Hashed = (int)Math.Round(recipe.ActiveNeurons * recipe.HashedShare),
                Uniform = recipe.ActiveNeurons - (int)Math.Round(recipe.ActiveNeurons * recipe.HashedShare),
                FillUniformly = recipe.FillUniformly,
            },
            recipe.BatchSize),
        _ => throw new ArgumentOutOfRangeException(nameof(recipe), recipe.Sampler, "unknown sampler"),
    };

    /// <summary>The hash tables over the rows of <paramref name="layer"/>, empty until they are first rebuilt.</summary>
    /// <param name="recipe">Names family and tables.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="training">
    /// Whether candidates are chosen as the recipe has it, and rows move or drift by its schedule; otherwise, for a layer that stays, the
    /// most frequent are, from packed tables.
    /// </param>
    public static LshIndex CreateIndex(TrainingRecipe recipe, OutputLayer layer, bool training = false)
    {
        HashFamilyOptions options = new()
        {
            HashesPerTable = recipe.HashesPerTable,
            TableCount = recipe.TableCount,
            Seed = recipe.Seed,
        };
        // SimHash sees angles; the order of elements that DWTA sees has no use for one that makes lengths equal.
        bool equalizeLengths = recipe.Hash == HashKind.SimHash;
        int dimension = layer.Weights.Columns + (equalizeLengths ? 1 : 0);
        IHashFamily family = recipe.Hash switch
        {
            HashKind.SimHash => new SimHashFamily(dimension, options),
            HashKind.Dwta => new DwtaFamily(dimension, options),
            _ => throw new ArgumentOutOfRangeException(nameof(recipe), recipe.Hash, "unknown hash family"),
        };
        LshIndexOptions tables = new()
        {
            EqualizeLengths = equalizeLengths,
            BucketCapacity = recipe.BucketCapacity,
            BucketPolicy = recipe.BucketPolicy,
            Seed = recipe.Seed,
        };
        return new LshIndex(layer.Neurons, family, training ? ForTraining(recipe, tables) : tables);
    }

    private static LshIndexOptions ForTraining(TrainingRecipe recipe, LshIndexOptions tables) => tables with
    {
        Selection = recipe.Selection,
        MinHits = recipe.MinHits,
        Slack = recipe.Rehash == RehashKind.Touched ? BucketSlack.Default : BucketSlack.None,
        SignatureBits = recipe.Rehash == RehashKind.Drift ? RehashSchedules.SignatureBits : 0,
    };
}
