namespace Glissade.Runner.Inference;

/// <summary>A way to answer: exact without an index.</summary>
/// <param name="Index">What finds candidates; null for exact search.</param>
/// <param name="Candidates">How many are scored.</param>
internal sealed record InferenceMethod(IndexKind? Index, int Candidates)
{
    /// <summary>All of them; the first is what others are compared with.</summary>
    public static IReadOnlyList<InferenceMethod> All { get; } =
    [
        new(null, 0), new(IndexKind.Codes, 100), new(IndexKind.Codes, 300), new(IndexKind.Codes, 1000), new(IndexKind.Codes, 3000),
        new(IndexKind.Tables, 1000), new(IndexKind.Tables, 10_000),
    ];

    public string Name => Index switch
    {
        null => "exact",
        IndexKind.Codes => "codes",
        _ => "tables",
    };

    public string Setting => Index is null ? "" : FormattableString.Invariant($"{Candidates:N0} candidates");
}
