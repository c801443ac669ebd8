namespace Glissade;

/// <summary>Decides whether a run may go on from a checkpoint.</summary>
internal static class Resumption
{
    /// <summary>The recipe to go on by: the checkpoint's, with the threads asked for where they make no difference.</summary>
    /// <exception cref="ArgumentException">Data or options are others; the message names those that differ.</exception>
    public static TrainingRecipe Check(Checkpoint checkpoint, TrainingOptions options, DataIdentity data)
    {
        if (checkpoint.Data.DifferenceTo(data) is { } otherData)
            throw new ArgumentException($"{checkpoint.Path}: found a checkpoint of other training data: {otherData}");
        if (RecipeDifferences.Find(options, checkpoint.Recipe) is { } otherOptions)
            throw new ArgumentException($"{checkpoint.Path}: found a checkpoint of other options: {otherOptions}");
        return checkpoint.Recipe.Deterministic
            ? checkpoint.Recipe with { Threads = options.Threads ?? Environment.ProcessorCount }
            : checkpoint.Recipe;
    }
}
