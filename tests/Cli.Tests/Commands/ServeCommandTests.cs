using System.Text;
using Glissade.Cli.Tests.Processes;

namespace Glissade.Cli.Tests.Commands;

public sealed class ServeCommandTests(TrainedModel trained)
{
    [Fact]
    public async Task AnInterruptEndsTheServerInOrder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no signal to send");
        CancellationToken token = TestContext.Current.CancellationToken;
        using CommandProcess process = new("serve", trained.ModelPath, "--port", "0");
        await process.WaitForMessage("listening on ");
        Uri address = new(process.Error.Split("listening on ")[1].Split(';')[0]);
        using HttpClient client = new() { BaseAddress = address };
        Assert.True(address.IsLoopback);
        Assert.Equal("ok\n", await client.GetStringAsync("/healthz", token));
        using StringContent question = new("""{"features":{"1":1}}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync("/predict", question, token);
        Assert.True(answer.IsSuccessStatusCode);
        using (System.Diagnostics.Process kill = System.Diagnostics.Process.Start("kill", ["-INT", $"{process.Id}"]))
            await kill.WaitForExitAsync(token);
        Assert.Equal(0, await process.WaitForExit());
    }

    [Fact]
    public void OptionsAreCheckedBeforeTheModelIsRead()
    {
        Assert.Contains("--port", CommandRun.Of("serve", trained.ModelPath, "--port", "70000").FailedWith(2), StringComparison.Ordinal);
        Assert.Contains("--threads", CommandRun.Of("serve", trained.ModelPath, "--threads", "0").FailedWith(2), StringComparison.Ordinal);
        Assert.Contains("--waiting", CommandRun.Of("serve", trained.ModelPath, "--waiting", "-1").FailedWith(2), StringComparison.Ordinal);
        Assert.Contains("none", CommandRun.Of("serve", "none").FailedWith(2), StringComparison.Ordinal);
    }
}
