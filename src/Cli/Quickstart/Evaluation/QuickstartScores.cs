namespace Glissade.Cli.Quickstart;

/// <summary>How well a model answers the test, each figure between 0 and 1.</summary>
/// <param name="PrecisionAt">Share of right ones among the first 1, 3 and 5 labels of any kind.</param>
/// <param name="TypeWithin">Share of questions whose declaring type is among the first 1 and 5 types; none without a label space.</param>
/// <param name="MemberWithin">Share of questions about members whose member is among the first 1, 5 and 10 members; none without a label
/// space.</param>
/// <param name="Milliseconds">Time of one question on one thread, every label scored.</param>
internal sealed record QuickstartScores(double[] PrecisionAt, double[] TypeWithin, double[] MemberWithin, double Milliseconds)
{
    /// <summary>The depths of <see cref="PrecisionAt"/>.</summary>
    public static ReadOnlySpan<int> PrecisionDepths => [1, 3, 5];

    /// <summary>The depths of <see cref="TypeWithin"/>.</summary>
    public static ReadOnlySpan<int> TypeDepths => [1, 5];

    /// <summary>The depths of <see cref="MemberWithin"/>.</summary>
    public static ReadOnlySpan<int> MemberDepths => [1, 5, 10];
}
