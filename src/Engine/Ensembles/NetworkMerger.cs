using System.Numerics.Tensors;
using Glissade.Kernels;

namespace Glissade;

/// <summary>
/// Makes one network of several with one hidden layer each: its hidden layer is theirs side by side, its output rows theirs side by side,
/// divided by their number, its biases the means. Hidden units act each by itself, so the scores are the means of the members' scores, to
/// rounding; the linear path of the member that has one is added to that mean.
/// </summary>
/// <remarks>
/// Members come one by one and are not kept. Until <see cref="Finish"/> the output layer holds sums.
/// </remarks>
internal sealed class NetworkMerger
{
    private readonly Network whole;
    private readonly UnitLayout layout;
    private readonly float[] row;

    /// <param name="whole">A network of zero weights and no linear path, whose hidden layer has room for all; it stays the caller's.</param>
    /// <param name="members">How many there will be.</param>
    public NetworkMerger(Network whole, int members)
    {
        this.whole = whole;
        layout = new UnitLayout(whole.Activation, whole.Embedding.Units / members, members);
        row = new float[whole.Output.Weights.Columns];
    }

    /// <summary>Members so far.</summary>
    public int Count { get; private set; }

    /// <summary>Takes in the next member's weights, and takes over its linear path.</summary>
    public void Add(Network member)
    {
        UnitLayout own = layout with { Members = 1 };
        CopyUnits(member.Embedding.Weights, own, 0, whole.Embedding.Weights, layout, Count);
        CopyUnits(member.Output.Weights, own, 0, whole.Output.Weights, layout, Count);
        AddBiases(member.Output.Weights);
        if (member.Linear is not null)
            MoveLinearPath(member, whole);
        Count++;
    }

    /// <summary>Turns sums into means.</summary>
    public void Finish()
    {
        WeightMatrix output = whole.Output.Weights;
        for (int neuron = 0; neuron < output.Rows; neuron++)
        {
            output.ReadRow(neuron, row);
            TensorPrimitives.Divide(row, Count, row);
            output.WriteRow(neuron, row);
        }
    }

    /// <summary>Copies the sums so far into a network that has room for no more members than there are; it gets the linear path too.</summary>
    /// <returns>What merges into it.</returns>
    public NetworkMerger MoveTo(Network narrower)
    {
        NetworkMerger merger = new(narrower, Count);
        for (int member = 0; member < Count; member++)
        {
            CopyUnits(whole.Embedding.Weights, layout, member, narrower.Embedding.Weights, merger.layout, member);
            CopyUnits(whole.Output.Weights, layout, member, narrower.Output.Weights, merger.layout, member);
        }
        merger.AddBiases(whole.Output.Weights);
        MoveLinearPath(whole, narrower);
        merger.Count = Count;
        return merger;
    }

    private static void MoveLinearPath(Network from, Network to) => (to.Linear, from.Linear) = (from.Linear, null);

    /// <summary>Both matrices have a row a feature or neuron and in it an element a unit, behind them perhaps a bias.</summary>
    private static void CopyUnits(WeightMatrix from, UnitLayout layout, int member, WeightMatrix to, UnitLayout toLayout, int toMember)
    {
        float[] source = new float[from.Columns];
        float[] target = new float[to.Columns];
        for (int i = 0; i < from.Rows; i++)
        {
            from.ReadRow(i, source);
            to.ReadRow(i, target);
            layout.Copy(source, member, toLayout, target, toMember);
            to.WriteRow(i, target);
        }
    }

    private void AddBiases(WeightMatrix from)
    {
        float[] source = new float[from.Columns];
        for (int neuron = 0; neuron < from.Rows; neuron++)
        {
            from.ReadRow(neuron, source);
            whole.Output.Weights.ReadRow(neuron, row);
            row[^1] += source[^1];
            whole.Output.Weights.WriteRow(neuron, row);
        }
    }
}
