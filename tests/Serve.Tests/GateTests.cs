namespace Glissade.Serve.Tests;

public sealed class GateTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OneIsInOneWaitsAndTheThirdIsTurnedAway()
    {
        using Gate gate = new(concurrency: 1, waiting: 1);
        Assert.True(await gate.TryEnterAsync(Token));
        Task<bool> second = gate.TryEnterAsync(Token).AsTask();
        Assert.False(second.IsCompleted);
        Assert.False(await gate.TryEnterAsync(Token));
        Assert.Equal(2, gate.Present);
        gate.Leave();
        Assert.True(await second);
        gate.Leave();
        Assert.Equal(0, gate.Present);
        Assert.True(await gate.TryEnterAsync(Token));
    }

    [Fact]
    public async Task WhoeverGivesUpWaitingLeavesThePlaceToOthers()
    {
        using Gate gate = new(concurrency: 1, waiting: 1);
        Assert.True(await gate.TryEnterAsync(Token));
        using CancellationTokenSource impatient = new();
        Task<bool> second = gate.TryEnterAsync(impatient.Token).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(1, gate.Present);
        Task<bool> third = gate.TryEnterAsync(Token).AsTask();
        gate.Leave();
        Assert.True(await third);
    }
}
