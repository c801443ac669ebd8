namespace Glissade.Runner.Profile;

/// <summary>The parts of a training step whose batch shares its active neurons, in their order.</summary>
internal enum StepPart
{
    AssembleBatch,
    EmbeddingForward,
    Activation,
    TransposeLabels,
    ObserveQueries,
    HashQueries,
    CollectCandidates,
    ScoreCandidates,
    SortCandidates,
    MergeCandidates,
    DrawUniform,
    GatherRows,
    ForwardProduct,
    RememberHardest,
    Loss,
    BackwardProduct,
    GradientProduct,
    OutputUpdate,
    ActivationBackward,
    TransposeFeatures,
    EmbeddingUpdate,
}

/// <summary>What readers call the parts.</summary>
internal static class StepParts
{
    public static IReadOnlyList<StepPart> All { get; } = Enum.GetValues<StepPart>();

    public static string Title(StepPart part) => part switch
    {
        StepPart.AssembleBatch => "assemble the batch",
        StepPart.EmbeddingForward => "embedding: sum feature rows",
        StepPart.Activation => "activation, transposition of h",
        StepPart.TransposeLabels => "labels by neuron",
        StepPart.ObserveQueries => "choose: mean of the queries",
        StepPart.HashQueries => "choose: hash queries",
        StepPart.CollectCandidates => "choose: count candidates in buckets",
        StepPart.ScoreCandidates => "choose: exact logits of candidates",
        StepPart.SortCandidates => "choose: order them",
        StepPart.MergeCandidates => "choose: merge the queries' best",
        StepPart.DrawUniform => "choose: draw at random",
        StepPart.GatherRows => "gather output rows",
        StepPart.ForwardProduct => "forward product",
        StepPart.RememberHardest => "choose: remember the hardest",
        StepPart.Loss => "loss and its derivative",
        StepPart.BackwardProduct => "backward product",
        StepPart.GradientProduct => "gradient product",
        StepPart.OutputUpdate => "update output rows",
        StepPart.ActivationBackward => "activation, backward",
        StepPart.TransposeFeatures => "features by row",
        StepPart.EmbeddingUpdate => "embedding: update feature rows",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "unknown part"),
    };
}
