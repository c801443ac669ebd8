using Glissade.Layers;

namespace Glissade;

/// <summary>
/// Where the hidden units of each member lie in a merged hidden layer: the members' rectified units first, one member's behind the other's,
/// then their linear ones, so that the merged layer's activation does to each unit what its own network's did.
/// </summary>
/// <param name="Activation">What the units do, in each member as in the merged layer.</param>
/// <param name="Units">Hidden units of a member.</param>
/// <param name="Members">Members of the merged network; 1 for a network by itself.</param>
internal sealed record UnitLayout(HiddenActivation Activation, int Units, int Members)
{
    private int Rectified => Rectifier.RectifiedUnits(Activation, Units);

    /// <summary>Copies one member's units out of a row over all units into a row of another layout.</summary>
    /// <param name="row">An element a unit; more may follow.</param>
    /// <param name="member">Which member's units.</param>
    /// <param name="to">The other layout: of as many units a member.</param>
    /// <param name="toRow">Its row.</param>
    /// <param name="toMember">Which member they become.</param>
    public void Copy(ReadOnlySpan<float> row, int member, UnitLayout to, Span<float> toRow, int toMember)
    {
        int rectified = Rectified;
        row.Slice(member * rectified, rectified).CopyTo(toRow[(toMember * rectified)..]);
        int linear = Units - rectified;
        int start = (Members * rectified) + (member * linear);
        row.Slice(start, linear).CopyTo(toRow[((to.Members * rectified) + (toMember * linear))..]);
    }
}
