namespace Glissade;

/// <summary>Makes the schedule that a recipe asks for.</summary>
internal static class RehashSchedules
{
    /// <summary>Bits of a row's signature, as MONGOOSE has it.</summary>
    public const int SignatureBits = 10;

    public static IRehashSchedule Create(TrainingRecipe recipe)
    {
        RebuildSchedule rebuilds = new(recipe.RebuildInterval, recipe.RebuildGrowth);
        return recipe.Rehash switch
        {
            RehashKind.Exponential => new ExponentialRehash(rebuilds),
            RehashKind.Drift => new DriftRehash(recipe.RehashInterval, recipe.DriftThreshold),
            RehashKind.Touched => new TouchedRehash(recipe.RehashInterval, rebuilds),
            _ => throw new ArgumentOutOfRangeException(nameof(recipe), recipe.Rehash, "unknown rehash schedule"),
        };
    }
}
